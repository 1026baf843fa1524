"""Words in the cells of a spreadsheet as answers: days in many shapes, labels as codes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta, tzinfo

from app.domain.encoding import Value
from app.forms.definition import Field, Kind
from app.forms.lists import CodeList

_EPOCH = date(1899, 12, 30)
_SERIAL = re.compile(r"[2-6]\d{4}(\.\d+)?")
_NUMERIC = re.compile(r"(\d{1,4})[/.\- ](\d{1,2})[/.\- ](\d{1,4})")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ \-/]*([a-z]{3})[a-z]*[ \-/,]*(\d{4}|\d{2})", re.I)
_TIME = re.compile(r"(\d{1,2})[:.h](\d{2})(?:[:.]\d{2}(?:\.\d+)?)?\s*([ap]\.?m\.?)?", re.I)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YES = frozenset({"y", "yes", "true", "1", "x", "✓", "ticked"})
_NO = frozenset({"n", "no", "false", "0"})
_LIST = re.compile(r"\s*[;,|\n]\s*")
_THIS_CENTURY = 100
_SEVERAL = (Kind.CHOICES, Kind.TEXTS, Kind.WHOLE_NUMBERS)
Words = Mapping[str, str]


class NotRead(ValueError):
    """A cell that says nothing this field can take; `problem` is a code of `app.forms.checking`."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def read_cell(field: Field, cell: str, *, words: Words, order: str, today: datetime) -> Value:
    """The answer that a cell gives; raises NotRead.

    `words` are the file's own words for codes. `order` is that of a numeric date, `dmy`, `mdy` or
    `ymd`. `today` gives this century and the time zone. What is checked beyond the shape is left to
    the form.
    """
    if field.kind is Kind.DATE:
        return read_day(cell, order=order, today=today.date()).isoformat()
    if field.kind is Kind.DATETIME:
        return read_moment(cell, order=order, today=today).isoformat(timespec="minutes")
    if field.kind in _SEVERAL:
        return [_one(field, each, words) for each in _LIST.split(cell) if each]
    if field.kind is Kind.LINES:
        line: dict[str, Value] = {"label": "fact", "text": cell}
        return [line]
    return _one(field, cell, words)


def _one(field: Field, cell: str, words: Words) -> Value:
    """A code, a whole number or a text, alone or one of several."""
    if field.kind in (Kind.CHOICE, Kind.FOUR_STATE, Kind.CHOICES):
        return _code(field.codes, cell, words)
    if field.kind in (Kind.WHOLE_NUMBER, Kind.WHOLE_NUMBERS):
        return _number(cell)
    if field.kind is Kind.ODS_CODE:
        return words.get(cell.strip().casefold(), cell)
    return cell


def read_day(cell: str, *, order: str, today: date) -> date:
    """The day a cell names; raises NotRead `not_a_date`."""
    text = cell.strip()
    if _SERIAL.fullmatch(text):
        return _EPOCH + timedelta(days=int(float(text)))
    named, numeric = _NAMED.fullmatch(text), _NUMERIC.fullmatch(text)
    try:
        if named is not None and named[2].lower() in _MONTHS:
            month = _MONTHS.index(named[2].lower()) + 1
            return date(_year(named[3], today), month, int(named[1]))
        if numeric is not None:
            return _numeric(numeric, order, today)
    except ValueError as error:
        raise NotRead("not_a_date") from error
    raise NotRead("not_a_date")


def read_moment(cell: str, *, order: str, today: datetime) -> datetime:
    """The day and time a cell names, midnight where it names no time; raises NotRead."""
    text = cell.strip()
    try:
        at = datetime.fromisoformat(text)
        return at if at.tzinfo else _placed(at, today.tzinfo)
    except ValueError:
        pass
    times = list(_TIME.finditer(text))
    plain = [each for each in times if ":" in each[0] or each[3]]
    time = next(iter(plain or times[-1:]), None)
    rest = text if time is None else text[: time.start()] + text[time.end() :]
    if time is not None and not rest.strip(" ,T"):
        raise NotRead("not_a_date")
    try:
        day = read_day(rest.strip(" ,T"), order=order, today=today.date())
    except NotRead:
        # `17.11.2026` looks like a time at its beginning.
        day, time = read_day(text, order=order, today=today.date()), None
    hour, minute = (0, 0) if time is None else _clock(time)
    try:
        return _placed(datetime(day.year, day.month, day.day, hour, minute), today.tzinfo)
    except ValueError as error:
        raise NotRead("not_a_time") from error


def _placed(at: datetime, zone: tzinfo | None) -> datetime:
    """A time on the clock on the wall; in the PC's own zone summer time is that of the day."""
    return at.astimezone() if zone is None else at.replace(tzinfo=zone)


def _numeric(found: re.Match[str], order: str, today: date) -> date:
    one, two, three = found.groups()
    if len(one) == len("2026"):
        return date(int(one), int(two), int(three))
    day, month = (int(two), int(one)) if order == "mdy" else (int(one), int(two))
    if order == "ymd":
        return date(_year(one, today), int(two), int(three))
    return date(_year(three, today), month, day)


def _year(digits: str, today: date) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    century = today.year - today.year % _THIS_CENTURY
    return century + year - (_THIS_CENTURY if century + year > today.year else 0)


def _clock(found: re.Match[str]) -> tuple[int, int]:
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return hour, minute


def _code(codes: CodeList | None, cell: str, words: Words) -> str:
    """The file's own word for a code, the code, its label, or a plain yes or no."""
    low = cell.strip().casefold()
    if low in words:
        return words[low]
    entries = codes.entries if codes is not None else ()
    for entry in entries:
        if low in (entry.code.casefold(), entry.label.casefold()):
            return entry.code
    plain = "yes" if low in _YES else "no" if low in _NO else ""
    if plain in {entry.code for entry in entries}:
        return plain
    raise NotRead("not_in_list")


def _number(cell: str) -> int:
    try:
        return int(float(cell)) if float(cell) == int(float(cell)) else _not_a_number()
    except (ValueError, OverflowError) as error:
        raise NotRead("wants_number") from error


def _not_a_number() -> int:
    raise NotRead("wants_number")
