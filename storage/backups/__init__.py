"""Everything an office needs to go on, in one file."""
