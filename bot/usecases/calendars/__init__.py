"""The calendar of holidays: loaded by two persons, shown, warned of while it is missing."""
