"""Milliseconds since 1970 as a moment that every calendar here can hold."""

from __future__ import annotations

from datetime import UTC, datetime

_LAST_MS = 253_402_214_400_000  # 9999-12-31, from which every offset still gives a year of four


def moment_of(ms: int) -> datetime:
    """The moment, in UTC; of what another clock may have claimed, the last that can be held."""
    return datetime.fromtimestamp(min(max(ms, 0), _LAST_MS) / 1000, UTC)
