"""What a person typed, in; the question that was meant, out (pure: no clock, no database, no messenger)."""
