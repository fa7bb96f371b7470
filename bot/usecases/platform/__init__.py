"""A draw that the platform made, carried on here."""
