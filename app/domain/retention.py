"""How long a file is kept: until the latest day that any rule for it names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

ADULT, LAST_YEAR = 18, 17


class Clock(StrEnum):
    """What the years of a rule count from."""

    LAST_ENTRY = "last_entry"
    BIRTHDAY = "birthday"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a schedule.

    `years_if_17` counts instead of `years` for someone who was 17 at the last entry, 0 for none.
    `is_always` holds for every file; the others where an organisation says so. `is_confirmed` tells
    whether its source was seen; `note` says what is not certain.
    """

    key: str
    label: str
    years: int
    clock: Clock
    source: str
    is_always: bool = False
    is_confirmed: bool = True
    years_if_17: int = 0
    note: str = ""

    def day(self, last_entry: date, born: date | None) -> date | None:
        """The day from which a file need not be kept; None where it says nothing of this file."""
        if self.clock is Clock.LAST_ENTRY:
            return years_after(last_entry, self.years)
        if born is None or born > last_entry:
            return None
        is_17 = years_after(born, LAST_YEAR) <= last_entry < years_after(born, ADULT)
        return years_after(born, (self.years_if_17 if is_17 else 0) or self.years)


@dataclass(frozen=True, slots=True)
class Kept:
    """Until when a file is kept, and by which rule."""

    until: date
    rule: Rule


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A file whose day has come; one on hold is shown, and not to be erased."""

    subject: bytes
    last_entry: date
    kept: Kept
    is_held: bool

    @property
    def reason(self) -> str:
        """What stays when it is erased: the rule, and the day it named."""
        rule, until = self.kept.rule, self.kept.until
        return f"Kept long enough by the rule “{rule.label}”: until {until.isoformat()}."


def kept_until(rules: Iterable[Rule], last_entry: date, born: date | None) -> Kept | None:
    """The latest day that any of the rules names, so that no rule shortens another.

    A file without a date of birth, or with one after its last entry, counts as an adult's. None
    where no rule says anything of it: such a file is kept.
    """
    named = [(rule.day(last_entry, born), rule) for rule in rules]
    found = [Kept(day, rule) for day, rule in named if day is not None]
    return max(found, key=lambda kept: kept.until, default=None)


def years_after(day: date, years: int) -> date:
    """The same day so many years later; for 29 February the 1st of March where there is none.

    The last day there is where that is beyond it.
    """
    if day.year + years > date.max.year:
        return date.max
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
