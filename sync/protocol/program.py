"""Which version of the program this is, as a space's policy counts them."""

from __future__ import annotations

PROGRAM = 2
"""Goes up with each release that a team may want to require of everyone."""

ENDS_CODES = 2
"""Where a team requires this version, a code does not outlast the right to give it."""
