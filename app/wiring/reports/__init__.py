"""Figures of a practice, and of a quarter."""
