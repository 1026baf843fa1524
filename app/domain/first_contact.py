"""The clock of a first contact: when it is due, when it stands still, and what stops it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

Span = tuple[datetime, datetime | None]
"""When something began and ended; None while it goes on."""
_SATURDAY = 5
_SOON = timedelta(hours=12)
_SOON_SHARE = 0.25


class Counting(StrEnum):
    """What a team counts: hours by the clock, or days on which it works."""

    CLOCK_HOURS = "clock_hours"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, slots=True)
class Rule:
    """How soon, in hours or working days, how many safe tries are enough, and who is sooner.

    `hours_to_answer` is the time in which a new referral is to be answered.
    """

    counting: Counting
    hours: int
    working_days: int
    safe_tries: int
    hours_today: int
    hours_to_answer: int
    holidays: frozenset[date]


@dataclass(frozen=True, slots=True)
class Try:
    """One try to reach them: when, whether they spoke, and whether it kept to the safe rules."""

    at: datetime
    spoke: bool
    is_safe: bool


class Running(StrEnum):
    """What the clock does."""

    PLENTY = "plenty"
    SOON = "soon"
    OVER = "over"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True)
class Countdown:
    """A clock as it stands: when it is due, how long that is, and the share of time left."""

    running: Running
    due: datetime
    left: timedelta
    share: float


def spoke(tries: Iterable[Try]) -> Try | None:
    """The first time they spoke, or None."""
    return min((each for each in tries if each.spoke), key=lambda each: each.at, default=None)


def is_tried_enough(rule: Rule, tries: Iterable[Try]) -> bool:
    """Whether as many safe tries were made as are enough to stop the clock."""
    return sum(each.is_safe and not each.spoke for each in tries) >= rule.safe_tries


def due_at(rule: Rule, begun: datetime, *, is_today: bool) -> datetime:
    """When a contact is due that was accepted at this moment, with no pause in between."""
    if is_today:
        return begun + timedelta(hours=rule.hours_today)
    if rule.counting is Counting.CLOCK_HOURS:
        return begun + timedelta(hours=rule.hours)
    at = _begin_of_work(begun, rule.holidays)
    for _ in range(rule.working_days):
        at = _to_working_day(at + timedelta(days=1), rule.holidays)
    return at


def countdown(
    rule: Rule, begun: datetime, due: datetime, *, pauses: Sequence[Span], now: datetime
) -> Countdown:
    """How a clock stands now; each pause since it began moves the end by as much.

    What was over before a pause stays over: a pause gives back no time.
    """
    whole = due - begun
    for start, end in sorted(pauses, key=lambda span: span[0]):
        start = max(start, begun)
        if start >= due:
            break
        if end is None or end > now:
            left = due - start
            return Countdown(Running.PAUSED, due + (now - start), left, _share(left, whole))
        due = _moved(rule, due, end - start) if end > start else due
    left = due - now
    share = _share(left, whole)
    if left <= timedelta(0):
        return Countdown(Running.OVER, due, left, 0.0)
    is_soon = share < _SOON_SHARE or left < _SOON
    return Countdown(Running.SOON if is_soon else Running.PLENTY, due, left, share)


def _moved(rule: Rule, due: datetime, by: timedelta) -> datetime:
    if rule.counting is Counting.CLOCK_HOURS:
        return due + by
    return _to_working_day(due + by, rule.holidays)


def _share(left: timedelta, whole: timedelta) -> float:
    return min(1.0, max(0.0, left / whole)) if whole > timedelta(0) else 0.0


def _begin_of_work(at: datetime, holidays: frozenset[date]) -> datetime:
    """The moment itself, or the first of the next working day."""
    if is_working_day(at.date(), holidays):
        return at
    return _to_working_day(at, holidays).replace(hour=0, minute=0, second=0, microsecond=0)


def _to_working_day(at: datetime, holidays: frozenset[date]) -> datetime:
    while not is_working_day(at.date(), holidays):
        at += timedelta(days=1)
    return at


def is_working_day(day: date, holidays: frozenset[date]) -> bool:
    """Monday to Friday, but for bank holidays."""
    return day.weekday() < _SATURDAY and day not in holidays
