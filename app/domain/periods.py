"""The periods that figures are given for: quarters of a year, and nothing that overlaps them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from app.errors import FormRefused

_QUARTER = re.compile(r"(?P<year>20\d\d)-Q(?P<quarter>[1-4])")


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months, such as July to September 2026."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.following.first - timedelta(days=1)

    @property
    def following(self) -> Quarter:
        """The one after it."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def before(self) -> Quarter:
        """The one before it."""
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)

    @property
    def words(self) -> str:
        """Its months as people say them."""
        return f"{self.first:%B} to {self.last:%B} {self.year}"

    def has(self, day: date) -> bool:
        """Whether a day falls into it."""
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"


def quarter_of(day: date) -> Quarter:
    """The quarter that a day falls into."""
    return Quarter(day.year, (day.month + 2) // 3)


def read_quarter(text: str, *, today: date) -> Quarter:
    """A quarter written like 2026-Q3; raises FormRefused for `period`, also if it has not begun.

    No other span is taken: from two that overlap, what was hidden could be worked out.
    """
    match = _QUARTER.fullmatch(text.strip().upper())
    if match is None:
        raise FormRefused({"period": "not_a_quarter"})
    quarter = Quarter(int(match["year"]), int(match["quarter"]))
    if quarter.first > today:
        raise FormRefused({"period": "quarter_after_now"})
    return quarter
