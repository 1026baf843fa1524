"""Moments as the command line prints them: ISO 8601 with the offset of this PC."""

from __future__ import annotations

from datetime import UTC, datetime

_LAST_MS = 253_402_214_400_000  # 9999-12-31, from which every offset still gives a year of four


def iso(ms: int) -> str:
    """The moment that lies this many ms after 1970 began.

    The clock of another PC may have claimed any; one that no calendar holds is shown as the last.
    """
    moment = datetime.fromtimestamp(min(max(ms, 0), _LAST_MS) / 1000, UTC).astimezone()
    return moment.isoformat(timespec="milliseconds")
