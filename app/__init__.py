"""What the program knows: rules, forms, use cases; and, on top, start-up and wiring."""

VERSION = "0.1.0"
"""Stands here so that the lock screen can show it without a search among what is installed."""
