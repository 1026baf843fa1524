"""How far a record has come, in the words of the screen: no more than is known."""

from __future__ import annotations

from datetime import datetime

from app.domain.moments import moment_of
from app.domain.records import Reach, SyncState
from ui.formats import moment

_REASONS = {
    "too_large": "too large for the service",
    "bad_request": "the service did not understand it",
}
_OTHER_REASON = "it could not be sealed"


def reached(sync: SyncState, reach: Reach, *, now: datetime) -> str:
    """Such as "Only on this PC since Mon 16:20", or "Received, on 4 of 5 PCs"."""
    if sync is SyncState.REFUSED:
        return f"Not taken: {refused_because(reach.why)}"
    if sync is SyncState.ONLY_HERE:
        return f"Only on this PC since {_moment(reach.since_ms, now)}"
    if reach.of_pcs < 2:
        return "Received"
    return f"Received, on {reach.on_pcs} of {reach.of_pcs} PCs"


def refused_because(why: str) -> str:
    """Why something was not taken, from the code kept with it."""
    return _REASONS.get(why, _OTHER_REASON)


def _moment(ms: int, now: datetime) -> str:
    """A time of today without its day."""
    at = moment_of(ms).astimezone(now.tzinfo)
    return moment(at, now=now).removeprefix("Today ")
