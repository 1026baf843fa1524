"""Days and times as people type them and read them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtWidgets import QWidget

from app.domain.encoding import Value
from app.forms.definition import Field
from ui import formats
from ui.forms.text import TextLine
from ui.theme.theme import Theme

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NUMBERS = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4}|\d{2})")
_NAMED = re.compile(r"(\d{1,2}) ?([a-z]{3})[a-z]*\.?(?: (\d{4}))?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"(\d{1,2})[:.]?(\d{2})")
_NEAR = {"yesterday": -1, "today": 0, "now": 0, "tomorrow": 1}


def read_day(typed: str, *, today: date) -> date | None:
    """The day that was typed, or None if it is none.

    Day before month, as in "17/11/2026", "17.11.26" or "17 Nov"; also ISO, and "today",
    "yesterday" and "tomorrow". A year of two figures is the one nearest to today.
    """
    words = " ".join(typed.lower().split())
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    if _ISO.fullmatch(words):
        return _day(int(words[:4]), int(words[5:7]), int(words[8:]))
    if found := _NUMBERS.fullmatch(words):
        return _day(_year(found[3], today), int(found[2]), int(found[1]))
    found = _NAMED.fullmatch(words)
    if found is None or found[2] not in _MONTHS:
        return None
    year = int(found[3]) if found[3] else today.year
    return _day(year, _MONTHS.index(found[2]) + 1, int(found[1]))


def kept_day(typed: str) -> str:
    """The day that was typed as records keep it; what is none stays, for the form to name it.

    Its year has four figures: of a birth nothing tells which century is meant.
    """
    words = typed.strip()
    found = _NUMBERS.fullmatch(words)
    day = _day(int(found[3]), int(found[2]), int(found[1])) if found and len(found[3]) > 2 else None
    return day.isoformat() if day else words


def shown_day(kept: str) -> str:
    """A day out of a record as people write it; what is none stays."""
    day = _day(*map(int, kept.split("-"))) if _ISO.fullmatch(kept) else None
    return f"{day:%d/%m/%Y}" if day else kept


def read_moment(typed: str, *, now: datetime) -> datetime | None:
    """The moment that was typed, in the time zone of `now`; a bare time is today's."""
    words = typed.split()
    if not words:
        return None
    if [words[0].lower()] == words and words[0].lower() == "now":
        return now.replace(second=0, microsecond=0)
    at = _time(words[-1])
    day = now.date() if len(words) == 1 else read_day(" ".join(words[:-1]), today=now.date())
    if at is None or day is None:
        return None
    return datetime.combine(day, at, tzinfo=now.tzinfo)


def say_day(day: date, *, today: date) -> str:
    """The day so that it can be read back: "Today", or its date."""
    return "Today" if day == today else formats.short_date(day)


def say_moment(at: datetime, *, now: datetime) -> str:
    """The moment so that it can be read back: "Today 09:38", or its date and time."""
    local = at.astimezone(now.tzinfo)
    return f"{say_day(local.date(), today=now.date())} {formats.clock_time(local)}"


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _year(written: str, today: date) -> int:
    if len(written) == 4:
        return int(written)
    century = today.year - today.year % 100
    years = (century - 100 + int(written), century + int(written), century + 100 + int(written))
    return min(years, key=lambda year: abs(year - today.year))


def _time(word: str) -> time | None:
    found = _TIME.fullmatch(word)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return time(int(found[1]), int(found[2]))


class _SaidAgain(TextLine):
    """Something of the calendar, typed as people type it, and said in one way once it is left."""

    HINT: str

    def __init__(
        self,
        field: Field,
        theme: Theme,
        *,
        now: Callable[[], datetime],
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, theme, hint=hint or self.HINT, parent=parent)
        self._now = now
        self._line.editingFinished.connect(self._say_again)

    def show_answer(self, value: Value) -> None:
        """Show an answer, unless just this one is being typed in other words."""
        if value is None or self.answer() != value:
            super().show_answer(value)

    def _say_again(self) -> None:
        super().show_answer(self.answer())


class DayLine(_SaidAgain):
    """A day, typed; what is no day is handed on as it was typed."""

    HINT = "dd/mm/yy"

    def answer(self) -> Value:
        """The day in ISO form, or the words."""
        day = read_day(self.typed(), today=self._now().date())
        return super().answer() if day is None else day.isoformat()

    def words_for(self, value: Value) -> str:
        """The day in words; what is no day stands as it was typed."""
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            return super().words_for(value)
        return say_day(day, today=self._now().date())


class MomentLine(_SaidAgain):
    """A day and time, typed; a bare time is today's."""

    HINT = "09:38"

    def answer(self) -> Value:
        """The moment in ISO form with its offset, or the words."""
        at = read_moment(self.typed(), now=self._now())
        return super().answer() if at is None else at.isoformat(timespec="minutes")

    def words_for(self, value: Value) -> str:
        """The moment in words; what is none stands as it was typed."""
        try:
            at = datetime.fromisoformat(str(value))
        except ValueError:
            return super().words_for(value)
        return say_moment(at, now=self._now()) if at.tzinfo else super().words_for(value)
