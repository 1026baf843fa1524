"""Sync as the window shows and drives it."""
