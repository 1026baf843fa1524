"""An erasure in sentences that claim nothing more than is known."""

from __future__ import annotations

from datetime import datetime

from app.domain.erasure import Certificate
from app.domain.moments import moment_of
from app.domain.people import reference
from ui.formats import short_date


def title(erasure: Certificate) -> str:
    """What it is about; never a name."""
    if erasure.subject is None:
        return "A file that no key here tells"
    file = reference(erasure.subject)
    return f"File {file}" if erasure.record is None else f"One record of file {file}"


def standing(erasure: Certificate, now: datetime) -> str:
    """Whether it is done here, will be, or was taken back."""
    if erasure.is_kept:
        return "Taken back before its day came. Nothing was erased."
    if erasure.done_ms is not None:
        return f"Erased on this PC on {_day(erasure.done_ms, now)}."
    return f"To be erased on {_day(erasure.due_ms, now)}, unless another lead takes it back."


def lines(erasure: Certificate, now: datetime) -> tuple[str, ...]:
    """What a lead shows to somebody who asks, a line each."""
    by = f"{erasure.by} asked for it" if erasure.by else "Asked for"
    found = [f"{by} on {_day(erasure.at_ms, now)}. Why: {erasure.reason or 'not known here'}"]
    if not erasure.is_kept:
        found += _pcs("Confirmed by", erasure.confirmed)
        found += _pcs("Not confirmed yet by", erasure.waiting)
        found += _pcs("Cut off before, and never will", erasure.never)
    if erasure.backups_end_ms is not None:
        day = _day(erasure.backups_end_ms, now)
        found.append(f"The last backup of before on this PC is gone by {day}.")
    if erasure.has_arrived_after:
        found.append("Something arrived after it, from someone who had not heard of it.")
    return tuple(found)


def may_take_back(erasure: Certificate, now: datetime) -> bool:
    """Whether another lead's word would still keep it."""
    is_over = erasure.due_ms <= now.timestamp() * 1000
    return not (erasure.is_kept or erasure.is_own or is_over or erasure.done_ms is not None)


def _pcs(words: str, names: tuple[str, ...]) -> list[str]:
    return [f"{words}: {'; '.join(names)}"] if names else []


def _day(ms: int, now: datetime) -> str:
    return short_date(moment_of(ms).astimezone(now.tzinfo).date())
