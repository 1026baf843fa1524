"""Copies of a whole vault in one file, and a vault put together again from what can be read."""
