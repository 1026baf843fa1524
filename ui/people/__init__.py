"""People: every file of this vault, found by typing or by looking down the list."""
