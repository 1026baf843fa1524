"""When to try again: exponential backoff with full jitter, so that a hospital's PCs spread out."""

from __future__ import annotations

FIRST_SECONDS = 2.0
LONGEST_SECONDS = 15 * 60.0
_MOST_DOUBLINGS = 16


def wait_seconds(failures: int, chance: float, *, asked: float = 0.0) -> float:
    """How long to wait after this many failures in a row, at least one.

    `chance` is drawn evenly from 0 to 1: the wait lies anywhere below a limit that doubles with
    each failure. `asked` is what the service asked for at least.
    """
    doublings = min(max(failures, 1) - 1, _MOST_DOUBLINGS)
    limit = min(FIRST_SECONDS * (1 << doublings), LONGEST_SECONDS)
    return max(limit * chance, min(asked, LONGEST_SECONDS))
