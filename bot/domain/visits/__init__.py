"""When a target is visited, and by which way."""
