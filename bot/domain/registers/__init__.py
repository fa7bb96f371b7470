"""The three registers: their columns, what reading a file finds, what it would change."""
