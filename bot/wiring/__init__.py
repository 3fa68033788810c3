"""How the parts fit together: the rest of the composition root; the only place that knows core, doors and store."""
