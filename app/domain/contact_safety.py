"""Whether a person may be contacted now, and by which rules; nothing here tells a number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.domain.around import NOBODY, Around, Watch, guarded
from app.domain.contact import DAYS, SECRET, Offered, Time, as_point, is_ban, offered
from app.domain.encoding import Value

STALE_DAYS = 30
"""Rules older than this are to be checked with the person."""
_NINE = 9 * 60
_WEEK = 7


class State(StrEnum):
    """What holds now for a contact point, or for all of a file's together."""

    SAFE = "safe"
    NOT_NOW = "not_now"
    NEVER = "never"
    NOT_KNOWN = "not_known"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Rule:
    """One contact point as people may see it.

    `place` is `number`, `address` or nothing. `until` is when the safe time of now ends, `next`
    when one begins. `words` are what was typed for whoever makes contact: say, if_other_answers,
    not_when. `has` names the code words it keeps. `clashes` are its versions side by side.
    """

    record: bytes
    place: str
    owner: str
    offer: Offered
    state: State
    until: datetime | None
    next: datetime | None
    words: Mapping[str, str]
    has: tuple[str, ...]
    checked: date | None
    is_stale: bool
    versions: int = 1

    @property
    def is_usable(self) -> bool:
        """Whether its number or address may be drawn now without a reason."""
        return self.state is State.SAFE and bool(self.place)


@dataclass(frozen=True, slots=True)
class Safety:
    """What holds for a file. `is_parked` says that not everything of it can be read here yet,
    `is_parted` that the files of one person keep other rules. `around` is who may know, and what
    is watched: each rule is what is left after it.
    """

    state: State
    until: datetime | None
    next: datetime | None
    checked: date | None
    is_stale: bool
    rules: tuple[Rule, ...]
    is_banned: bool = False
    is_parked: bool = False
    is_parted: bool = False
    around: Around = NOBODY


NOT_KNOWN = Safety(State.NOT_KNOWN, None, None, None, is_stale=False, rules=())
"""What holds as long as nobody has recorded how contact is safe."""

Versions = Sequence[Value]


def safety_of(
    points: Iterable[tuple[bytes, Versions]],
    *,
    parked: int,
    now: datetime,
    is_parted: bool = False,
    around: Around = NOBODY,
) -> Safety:
    """What these contact points come to, each with its id and its versions.

    `now` has an offset; days and times are its own. One version that says they contact us holds
    for the whole file.
    """
    given, is_held = list(points), parked > 0 or is_parted
    is_banned = any(is_ban(each) for _, versions in given for each in versions)
    rules = tuple(
        _rule(record, versions, now, around.watch, is_banned=is_banned, is_held=is_held)
        for record, versions in given
    )
    reached = [each for each in rules if each.place or each.versions > 1]
    state = _state(rules, is_banned=is_banned, is_held=is_held)
    ends = [each.until for each in reached if each.state is State.SAFE and each.until]
    begins = [each.next for each in reached if each.next and each.state is State.NOT_NOW]
    usable = [each for each in reached if each.offer.allows_any]
    checked = min((each.checked for each in usable if each.checked), default=None)
    return Safety(
        state,
        max(ends, default=None),
        min(begins, default=None),
        checked,
        any(each.is_stale for each in usable),
        rules,
        is_banned,
        parked > 0,
        is_parted,
        around,
    )


def _state(rules: Sequence[Rule], *, is_banned: bool, is_held: bool) -> State:
    if is_banned:
        return State.NEVER
    if is_held or any(each.state is State.HELD for each in rules):
        return State.HELD
    for state in (State.SAFE, State.NOT_NOW, State.NEVER):
        if any(each.state is state for each in rules):
            return state
    return State.NOT_KNOWN


def _rule(
    record: bytes,
    versions: Versions,
    now: datetime,
    watch: Watch,
    *,
    is_banned: bool,
    is_held: bool,
) -> Rule:
    point = as_point(versions[0]) if versions else {}
    place = next((name for name in ("number", "address") if point.get(name)), "")
    owner = str(point.get("number_owner") or "")
    offer = guarded(offered(versions), watch, place=place, owner=owner)
    until, later = span_now(offer.times, now), next_start(offer.times, now)
    checked = _day(point.get("last_confirmed"))
    state = State.SAFE if until is not None else State.NOT_NOW
    if is_banned or not offer.allows_any:
        state = State.NEVER
    if (is_held or len(versions) > 1) and not is_banned:
        state = State.HELD
    return Rule(
        record=record,
        place=place,
        owner=owner,
        offer=offer,
        state=state,
        until=until,
        next=later,
        words={
            name: str(point[name])
            for name in ("say", "if_other_answers", "not_when")
            if isinstance(point.get(name), str)
        },
        has=tuple(name for name in SECRET if name not in ("number", "address") and point.get(name)),
        checked=checked,
        is_stale=checked is None or (now.date() - checked).days > STALE_DAYS,
        versions=len(versions),
    )


def span_now(times: Iterable[Time], now: datetime) -> datetime | None:
    """When the safe time that it is now ends; None outside of any.

    Times that touch or overlap are one. A time that lasts to midnight ends there.
    """
    day, minute = DAYS[now.weekday()], now.hour * 60 + now.minute
    ends = minute
    for _, start, end in sorted(each for each in times if each[0] == day):
        if start <= ends < end:
            ends = end
    return None if ends == minute else _at(now, 0, ends)


def next_start(times: Iterable[Time], now: datetime) -> datetime | None:
    """When the next safe time begins, within the coming week."""
    return next(iter(next_starts(times, now)), None)


def next_starts(times: Iterable[Time], now: datetime) -> list[datetime]:
    """When safe times begin within the coming week, in their order."""
    minute, listed = now.hour * 60 + now.minute, list(times)
    found = {
        _at(now, ahead, start)
        for ahead in range(_WEEK + 1)
        for name, start, _ in listed
        if name == DAYS[(now.weekday() + ahead) % _WEEK] and (ahead or start > minute)
    }
    return sorted(found)


def by_daylight(times: Iterable[Time]) -> list[Time]:
    """The same times, but what begins before nine and goes on after it begins at nine.

    A next try is planned for them: that any hour is safe makes midnight no good one.
    """
    return [(day, _NINE if start < _NINE < end else start, end) for day, start, end in times]


def _at(now: datetime, days: int, minute: int) -> datetime:
    """A minute of a day on the clock on the wall."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + timedelta(days=days, minutes=minute)


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
