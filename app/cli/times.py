"""Moments as the command line prints them: ISO 8601 with the offset of this PC."""

from __future__ import annotations

from app.domain.moments import moment_of


def iso(ms: int) -> str:
    """The moment that lies this many ms after 1970 began."""
    return moment_of(ms).astimezone().isoformat(timespec="milliseconds")
