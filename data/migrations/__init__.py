"""The steps from each released schema to the next; see README.md here."""
