"""A contact point: what it offers, and what several versions of it all allow.

It is one field, a map, so that two careful edits never merge into an instruction that nobody
wrote. While its versions clash, contact through it is held; what all of them allow may be shown
as help, and is not a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.encoding import Value

FIELD = "contact_point"
VOICEMAIL = ("none", "neutral", "ok")
"""What may be left on it, the most careful first."""
_WHOLE = ("number", "address")
CODE_WORDS = ("code_word_ok", "code_word_danger")
SECRET = (*_WHOLE, *CODE_WORDS)
"""What is drawn only where its rule, or a person with a reason, asks for it."""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MINUTES = 24 * 60
_KNOWN = frozenset(
    {"number", "address", "number_owner", "methods", "safe_times", "voicemail"}
    | {"caller_identity", "if_other_answers", "say", "not_when", "last_confirmed"}
    | {"contact_allowed", *CODE_WORDS}
)

Time = tuple[str, int, int]
"""A day (mon to sun) with the minutes from midnight between which contact is safe."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What a contact point, or several versions of it together, allows.

    `ways` are methods with a plain yes; without a time none may be used. `voicemail` is what may
    be left. `is_one_place` says that all name the same number and address, and `withholds` that
    the caller's own number is hidden by at least one.
    """

    ways: frozenset[str]
    times: frozenset[Time]
    voicemail: str
    is_one_place: bool
    withholds: bool

    @property
    def allows_any(self) -> bool:
        """Whether there is a way, a time and one place to use them on."""
        return bool(self.ways and self.times) and self.is_one_place


def is_contact(field: str) -> bool:
    """Whether a field is a contact point, alone or as an element."""
    return field.partition("/")[0] == FIELD


def is_ban(value: Value) -> bool:
    """Whether a version says that nobody makes contact: they contact us."""
    return as_point(value).get("contact_allowed", "yes") != "yes"


def as_point(value: Value) -> dict[str, Value]:
    """The parts of a contact point by name; none for a value that is no map."""
    return {str(name): item for name, item in value.items()} if isinstance(value, dict) else {}


def is_held(*, has_clash: bool, parked: int) -> bool:
    """Whether contact through a point is held: its versions clash, or not everything arrived."""
    return has_clash or parked > 0


def offered(values: Sequence[Value]) -> Offered:
    """What every one of these versions allows; one that cannot be read allows nothing."""
    read = [_offered(value) for value in values] or [_NOTHING]
    places = {_place(value) for value in values}
    times = read[0].times
    for each in read[1:]:
        times = _overlaps(times, each.times)
    return Offered(
        ways=frozenset.intersection(*(each.ways for each in read)),
        times=times,
        voicemail=min((each.voicemail for each in read), key=VOICEMAIL.index),
        is_one_place=len(places) == 1,
        withholds=any(each.withholds for each in read),
    )


def agreed_point(values: Sequence[Value]) -> dict[str, Value]:
    """Where one version may begin: what all of these allow, in the shape of a contact point.

    Nobody wrote it. Of texts that differ the first stands, of what is not to be done all do.
    """
    points, offer = [as_point(each) for each in values], offered(values)
    names = list(dict.fromkeys(name for each in points for name in each))
    found: dict[str, Value] = {
        name: next(each[name] for each in points if each.get(name) is not None)
        for name in names
        if any(each.get(name) is not None for each in points)
    }
    asked = sorted({str(way) for each in points for way in as_point(each.get("methods"))})
    methods: dict[str, Value] = {way: "yes" if way in offer.ways else "no" for way in asked}
    times: list[Value] = [
        _stored((day, start, end))
        for day, start, end in sorted(offer.times, key=lambda each: (DAYS.index(each[0]), each[1]))
    ]
    not_when = dict.fromkeys(str(each["not_when"]) for each in points if each.get("not_when"))
    careful: dict[str, Value] = {
        "methods": methods,
        "safe_times": times,
        "voicemail": offer.voicemail,
        "caller_identity": "withhold" if offer.withholds else "show",
        "not_when": "; ".join(not_when),
        "contact_allowed": "no" if any(is_ban(each) for each in values) else None,
    }
    return {
        name: item for name, item in {**found, **careful}.items() if item not in (None, [], {}, "")
    }


def _stored(time: Time) -> dict[str, Value]:
    day, start, end = time
    return {"day": day, "from": _clock(start), "to": _clock(end)}


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def is_within(value: Value, other: Value) -> bool:
    """Whether a version allows nothing that another one does not."""
    both, alone = offered([value, other]), offered([value])
    if not alone.allows_any:
        return True
    return (
        both.is_one_place
        and both.ways == alone.ways
        and _minutes(both.times) == _minutes(alone.times)
        and both.voicemail == alone.voicemail
        and both.withholds == alone.withholds
    )


_NOTHING = Offered(frozenset(), frozenset(), "none", is_one_place=True, withholds=True)


def _offered(value: Value) -> Offered:
    if not isinstance(value, dict):
        return _NOTHING
    point = as_point(value)
    if set(point) - _KNOWN or point.get("contact_allowed", "yes") != "yes":
        return _NOTHING
    times, methods = point.get("safe_times"), point.get("methods")
    if not isinstance(times, list) or not isinstance(methods, Mapping):
        return _NOTHING
    voicemail = point.get("voicemail")
    return Offered(
        ways=frozenset(str(name) for name, answer in methods.items() if answer == "yes"),
        times=frozenset(time for each in times if (time := read_time(each)) is not None),
        voicemail=voicemail if voicemail in VOICEMAIL else "none",
        is_one_place=True,
        withholds=point.get("caller_identity") != "show",
    )


def _place(value: Value) -> tuple[Value, ...]:
    point = as_point(value)
    return tuple(str(point.get(name)) for name in _WHOLE)


def read_time(value: Value) -> Time | None:
    """A time as it is stored, {"day", "from", "to"} with HH:MM; None for what is none."""
    if not isinstance(value, Mapping):
        return None
    each = {str(name): item for name, item in value.items()}
    day, start, end = each.get("day"), _minute(each.get("from")), _minute(each.get("to"))
    if not isinstance(day, str) or day not in DAYS or start is None or end is None:
        return None
    return (day, start, end) if start < end else None


def _minute(value: Value) -> int | None:
    if not isinstance(value, str):
        return None
    hours, colon, minutes = value.partition(":")
    is_time = colon and all(part.isascii() and part.isdigit() for part in (hours, minutes))
    if not is_time or len(hours) > 2 or len(minutes) > 2:
        return None
    found = int(hours) * 60 + int(minutes)
    return found if int(minutes) < 60 and found <= _MINUTES else None


def _overlaps(some: Iterable[Time], others: Iterable[Time]) -> frozenset[Time]:
    others = list(others)
    return frozenset(
        (day, max(start, begin), min(end, stop))
        for day, start, end in some
        for other, begin, stop in others
        if other == day and max(start, begin) < min(end, stop)
    )


def _minutes(times: Iterable[Time]) -> int:
    """Minutes of the week, those named twice once."""
    total = 0
    for day in DAYS:
        reached = 0
        for _, start, end in sorted(time for time in times if time[0] == day):
            total += max(0, end - max(start, reached))
            reached = max(reached, end)
    return total
