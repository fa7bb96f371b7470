"""How a draw is held: its conditions, its randomness, its steps, its record."""
