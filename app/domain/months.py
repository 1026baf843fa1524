"""Months, and the spans of whole quarters that they are shown for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.periods import Quarter, quarter_of

_MOST = 4
"""Quarters of a span: a year."""


@dataclass(frozen=True, slots=True, order=True)
class CalendarMonth:
    """One month of a year."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return (self.first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)

    @property
    def key(self) -> str:
        """Its name in counts, such as 2026-11."""
        return f"{self.year:04}-{self.number:02}"

    def has(self, day: date) -> bool:
        """Whether a day falls into it."""
        return (day.year, day.month) == (self.year, self.number)


@dataclass(frozen=True, slots=True)
class Span:
    """Quarters one after the other: nothing that overlaps what was told of a quarter by a month."""

    begin: Quarter
    end: Quarter

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """Its quarters, the oldest first."""
        found = [self.begin]
        while found[-1] != self.end:
            found.append(found[-1].following)
        return tuple(found)

    def months(self, *, today: date) -> tuple[CalendarMonth, ...]:
        """Its months, as far as they have begun."""
        return tuple(each for quarter in self.quarters for each in months_of(quarter, today=today))


def months_of(quarter: Quarter, *, today: date) -> tuple[CalendarMonth, ...]:
    """The months of a quarter, as far as they have begun."""
    first = quarter.first.month
    months = (CalendarMonth(quarter.year, number) for number in range(first, first + 3))
    return tuple(each for each in months if each.first <= today)


def span_between(begin: Quarter, end: Quarter, *, is_end_fixed: bool) -> Span:
    """The span of these two, no longer than a year: whichever end is not fixed gives way."""
    if is_end_fixed:
        begin = min(begin, end, key=_order)
        return Span(max(begin, _back(end, _MOST - 1), key=_order), end)
    end = max(begin, end, key=_order)
    return Span(begin, min(end, _on(begin, _MOST - 1), key=_order))


def usual_span(today: date) -> Span:
    """The quarter that runs, and the one before it."""
    now = quarter_of(today)
    return Span(now.before, now)


def _order(quarter: Quarter) -> tuple[int, int]:
    return quarter.year, quarter.number


def _back(quarter: Quarter, many: int) -> Quarter:
    for _ in range(many):
        quarter = quarter.before
    return quarter


def _on(quarter: Quarter, many: int) -> Quarter:
    for _ in range(many):
        quarter = quarter.following
    return quarter
