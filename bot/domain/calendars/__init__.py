"""The calendar of working days: its tables, and how people send one."""
