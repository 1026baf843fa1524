"""What is told of the spaces that this PC does not read now, in the window and on the line."""

from __future__ import annotations

from app.domain.leases import Hidden
from app.domain.moments import moment_of
from app.errors import Refused
from ui.formats import short_date

_UNNAMED = "A space without a name"


def problem_of(hidden: Hidden) -> Refused:
    """Why a space is not shown, since when, and what helps."""
    since = short_date(moment_of(hidden.since_ms).astimezone().date())
    title = hidden.title or _UNNAMED
    if hidden.is_removed:
        return Refused("lease.taken_away", title=title, since=since)
    return Refused("lease.over", title=title, since=since, days=hidden.days)
