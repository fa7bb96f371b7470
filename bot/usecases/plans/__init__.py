"""The plan of the year and what the year has covered."""
