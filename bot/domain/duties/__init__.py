"""Who has to inspect, and what relieves him of it."""
