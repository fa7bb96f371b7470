"""The visit of a target: planned, told, held, moved or missed."""
