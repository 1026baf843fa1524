"""What was typed to find a person, taken apart: words of a name, a number, a day of birth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from app.domain.encoding import Value
from app.domain.matching.names import words_of

LONGEST = 200
_MOST_WORDS = 8
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_REFERENCE = re.compile(r"\by-([0-9a-hjkmnp-tv-z]{5})\b", re.IGNORECASE)
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_BRITISH = re.compile(r"\b(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})\b")
_SPOKEN = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?[ .]+({'|'.join(_MONTHS)})[a-z]*[ .,]+(\d{{4}})\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d[\d \u00a0-]*\d|\d")
_WHOLE_NUMBER = re.compile(r"\d(?:[ \u00a0-]?\d){8,}")
_EARLIEST = 1890
_YEAR = 4
_EIGHT = 8
_LEAST_OF_NUMBER, _NUMBER_DIGITS = 3, 10


@dataclass(frozen=True, slots=True)
class Asked:
    """What a search is for. `number` are digits of an NHS number, maybe not all of them.

    `is_open` says that the last word of the name may go on: somebody is still typing it.
    """

    words: tuple[str, ...] = ()
    number: str = ""
    day: date | None = None
    year: int | None = None
    reference: str = ""
    is_open: bool = True

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing to look for."""
        return not (self.words or self.number or self.day or self.year or self.reference)


def read_asked(typed: str, *, today: date) -> Asked:
    """What these words ask for; a day is read as people in Britain write it."""
    text = typed[:LONGEST].lower()
    reference = _REFERENCE.search(text)
    if reference is not None:
        text = text.replace(reference[0], " ")
    day, text = _take_day(text, today)
    number, year = "", None
    for found in _DIGITS.findall(text):
        digits = re.sub(r"\D", "", found)
        if day is None and len(digits) == _EIGHT:
            day = _day(int(digits[4:]), int(digits[2:4]), int(digits[:2]), today)
            if day is not None:
                continue
        if len(digits) == _YEAR and _EARLIEST <= int(digits) <= today.year:
            year = int(digits)
        elif len(digits) >= _LEAST_OF_NUMBER:
            number = digits
    return Asked(
        words=words_of(text)[:_MOST_WORDS],
        number=number,
        day=day,
        year=year,
        reference="" if reference is None else f"Y-{reference[1].upper()}",
        is_open=typed[-1:].isalpha(),
    )


def name_in(typed: str) -> str:
    """What is left of the words as they were typed, without NHS numbers, days and references.

    A bed's or a room's number stays: a file may be called by it.
    """
    for pattern in (_REFERENCE, _ISO, _BRITISH, _SPOKEN, _WHOLE_NUMBER):
        typed = pattern.sub(" ", typed)
    return " ".join(typed.split()) if any(map(str.isalpha, typed)) else ""


def description_of(typed: str, *, today: date) -> dict[str, Value]:
    """What was looked for, as the beginning of a description of someone new."""
    asked, name = read_asked(typed, today=today), name_in(typed)
    given: dict[str, Value] = {"name": name} if name else {}
    if asked.number and (not name or len(asked.number) >= _NUMBER_DIGITS - 1):
        given["nhs_number"] = asked.number
    if asked.day is not None:
        given["date_of_birth"] = asked.day.isoformat()
    return given or ({"name": typed} if typed else {})


def _take_day(text: str, today: date) -> tuple[date | None, str]:
    """The first day that stands in a text, and the text without it."""
    for pattern in (_ISO, _BRITISH, _SPOKEN):
        found = pattern.search(text)
        if found is None:
            continue
        one, two, three = found.groups()
        if pattern is _ISO:
            day = _day(int(one), int(two), int(three), today)
        else:
            month = _MONTHS.index(two) + 1 if two in _MONTHS else int(two)
            day = _day(_whole_year(three, today), month, int(one), today)
        if day is not None:
            return day, text[: found.start()] + " " + text[found.end() :]
    return None, text


def _whole_year(year: str, today: date) -> int:
    """Two digits mean a year of the last hundred."""
    if len(year) == _YEAR:
        return int(year)
    century = today.year - today.year % 100
    return century + int(year) - (100 if int(year) > today.year % 100 else 0)


def _day(year: int, month: int, day: int, today: date) -> date | None:
    """The day, read the other way round where a month cannot be; else None."""
    if month > 12:
        month, day = day, month
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if year >= _EARLIEST and found <= today else None
