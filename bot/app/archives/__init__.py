"""The archive of a round: one file for the office's own keeping, made and checked by the console."""
