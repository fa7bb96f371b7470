"""One person's duty: accepted, refused for a ground, handed over, and what must be known before."""
