"""The round as a whole: dispatch, confirmation, reminders, the board, its end."""
