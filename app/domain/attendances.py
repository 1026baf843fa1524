"""The times that a person was recorded before: how often within a year, and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Attendance:
    """One record made before: its day, kind of place and outcome as codes, and whether the person
    was in danger then.
    """

    day: date
    setting: str
    outcome: str
    in_danger: bool


@dataclass(frozen=True, slots=True)
class Attendances:
    """All of a person that this reader may see, newest first; `is_closed` is a sensitive file."""

    subject: bytes
    them: tuple[Attendance, ...] = ()
    is_closed: bool = False

    def within_a_year(self, today: date) -> tuple[Attendance, ...]:
        """Those of the last twelve months."""
        return tuple(each for each in self.them if today - each.day <= YEAR)


def settings_of(them: tuple[Attendance, ...]) -> tuple[str, ...]:
    """The kinds of place in these, each once, newest first."""
    return tuple(dict.fromkeys(each.setting for each in them if each.setting))
