"""Months in figures as they may be shown: how many, how soon, and what came of it. No names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.months import CalendarMonth, Span


class Seen(StrEnum):
    """Which way a month is looked at."""

    REFERRED = "referred"
    """Who came then, whatever came of it later."""
    DONE = "done"
    """What was done then, for whomever."""


class Came(StrEnum):
    """What is told of the people, records, referrals or tries of a span."""

    AGREED = "agreed"
    TAKEN = "taken"
    SPOKEN = "spoken"
    ANSWERED = "answered"
    REACHED = "reached"


Count = int | None
"""A count; None where it is hidden."""


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A place month by month, and in all. The code is empty for all places together."""

    code: str
    months: tuple[Count, ...]
    total: Count


@dataclass(frozen=True, slots=True)
class MonthShare:
    """How many of a month's were in time."""

    part: Count
    whole: Count

    @property
    def percent(self) -> int | None:
        """The share; None where it is hidden, or nothing was to be done."""
        return percent(self.part, self.whole)


@dataclass(frozen=True, slots=True)
class CameOf:
    """What came of a span: so many of `whole` yes, so many no, and of the rest it is open."""

    what: Came
    whole: Count
    yes: Count
    no: Count
    open: Count


@dataclass(frozen=True, slots=True)
class View:
    """How soon and what came of it, looked at in one way."""

    in_time: tuple[MonthShare, ...]
    came_of: tuple[CameOf, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """The months of a span, the last of which may not be over, and both ways to look at them.

    How many were identified is the same in both; the last row of `sites` is of all places.
    """

    span: Span
    months: tuple[CalendarMonth, ...]
    is_last_part: bool
    sites: tuple[SiteRow, ...]
    views: Mapping[Seen, View]

    def hidden(self, seen: Seen) -> int:
        """How many figures are not told, looked at in this way."""
        return sum(each is None for each in self._counts(self.views[seen]))

    def is_mostly_hidden(self, seen: Seen) -> bool:
        """Whether of all figures but noughts more are hidden than told."""
        counts = list(self._counts(self.views[seen]))
        return counts.count(None) > sum(bool(each) for each in counts)

    def _counts(self, view: View) -> Iterator[Count]:
        for row in self.sites:
            yield from (*row.months, row.total)
        for share in view.in_time:
            yield from (share.part, share.whole)
        for each in view.came_of:
            yield from (each.whole, each.yes, each.no, each.open)


def percent(part: Count, whole: Count) -> int | None:
    """A share in whole percent, halves going up; None where either is hidden or there is none."""
    if part is None or not whole:
        return None
    return (200 * part + whole) // (2 * whole)


def added(counts: Iterator[Count]) -> Count:
    """Counts together; hidden where one of them is."""
    known = list(counts)
    return None if None in known else sum(each or 0 for each in known)
