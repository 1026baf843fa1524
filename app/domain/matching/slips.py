"""Numbers and days one slip of the hand away: neighbours swapped, one digit wrong or lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

EXACT, SWAPPED, ONE_OFF, LOST = 1.0, 0.9, 0.8, 0.8
DAY_FOR_MONTH = 0.92
_DIGITS = "0123456789"


def slips_of(digits: str, *, length: int) -> dict[str, float]:
    """Every number of that length near these digits, with how near it is."""
    near: dict[str, float] = {}
    for like, each in _slips(digits, length):
        if near.get(each, 0.0) < like:
            near[each] = like
    return near


def _slips(digits: str, length: int) -> Iterator[tuple[float, str]]:
    if len(digits) == length:
        yield EXACT, digits
        for place in range(length - 1):
            one, two = digits[place], digits[place + 1]
            yield SWAPPED, digits[:place] + two + one + digits[place + 2 :]
    for place in range(len(digits) + 1):
        before, after = digits[:place], digits[place:]
        if len(digits) == length:
            yield from ((ONE_OFF, before + each + after[1:]) for each in _DIGITS if after)
        elif len(digits) == length - 1:
            yield from ((LOST, before + each + after) for each in _DIGITS)
        elif len(digits) == length + 1 and after:
            yield LOST, before + after[1:]


def days_near(day: date) -> dict[date, float]:
    """Every day that this one may have been meant for, with how near it is."""
    near = {day: EXACT}
    swapped = _day(f"{day.year:04}{day.day:02}{day.month:02}")
    if swapped is not None:
        near.setdefault(swapped, DAY_FOR_MONTH)
    for digits, like in slips_of(f"{day:%Y%m%d}", length=8).items():
        other = _day(digits)
        if other is not None:
            near.setdefault(other, like)
    return near


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
