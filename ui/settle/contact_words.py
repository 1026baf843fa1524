"""A contact point in words, without its number or address, and what several of them all allow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from app.domain.contact import Offered, offered
from app.domain.encoding import Value
from ui.forms.stored_words import in_words

_DAYS = {
    "mon": "Mondays",
    "tue": "Tuesdays",
    "wed": "Wednesdays",
    "thu": "Thursdays",
    "fri": "Fridays",
    "sat": "Saturdays",
    "sun": "Sundays",
}
_WAYS = {"call": "calls", "text": "texts", "voicemail": "voicemail", "post": "letters"}
_MAIL = {"none": "no voicemail", "neutral": "neutral voicemail only", "ok": "voicemail is allowed"}
_TYPED = ("say", "if_other_answers", "not_when")


def of(value: Value, among: Sequence[Value]) -> str:
    """What one version allows. A number stands nowhere on this page: where the versions have
    several, it is told by which of them it is.
    """
    if not isinstance(value, dict):
        return in_words(value, None)
    point = cast("dict[str, Value]", value)
    numbers = list(dict.fromkeys(_number(each) for each in among))
    place = numbers.index(_number(value)) + 1
    which = "The number on file." if len(numbers) < 2 else f"Number {place} on file."
    offer = offered([value])
    ways = f"{_ways(offer).capitalize() or 'No way'}."
    mail = f"{_MAIL[offer.voicemail].capitalize()}."
    typed = (point.get(name) for name in _TYPED)
    words = [str(each) for each in typed if isinstance(each, str)]
    return " ".join((which, ways, f"{_times(offer) or 'No time'}.", mail, *words))


def stricter(values: Sequence[Value]) -> str:
    """What all versions allow, as help while contact is held."""
    offer = offered(values)
    if not offer.allows_any:
        return "There is no way and time that all versions allow."
    parts = ", ".join((_ways(offer), _times(offer), _MAIL[offer.voicemail]))
    return f"If it cannot wait, follow the stricter parts of all: {parts}."


def _ways(offer: Offered) -> str:
    return " and ".join(_WAYS.get(way, way.replace("_", " ")) for way in sorted(offer.ways))


def _times(offer: Offered) -> str:
    """Days with the same hours together."""
    order = [*_DAYS]
    hours: dict[tuple[int, int], list[str]] = {}
    for day, start, end in sorted(offer.times, key=lambda time: (order.index(time[0]), time[1])):
        hours.setdefault((start, end), []).append(_DAYS[day])
    spans = (f"{_and(days)} {_hm(*span)}" for span, days in hours.items())
    return ", ".join(spans)


def _and(days: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(days[:-1]), days[-1])))


def _hm(start: int, end: int) -> str:
    return f"{start // 60:02}:{start % 60:02} to {end // 60:02}:{end % 60:02}"


def _number(value: Value) -> str:
    point = cast("dict[str, Value]", value) if isinstance(value, dict) else {}
    return f"{point.get('number')!r}/{point.get('address')!r}"
