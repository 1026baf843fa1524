"""Figures that name nobody: of a quarter, of some months, of a practice."""
