"""Which version of the program this is, as a space's policy counts them."""

from __future__ import annotations

PROGRAM = 1
"""Goes up with each release that a team may want to require of everyone."""
