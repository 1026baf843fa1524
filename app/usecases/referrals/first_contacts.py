"""How the clock of a first contact stands, read from the file: tries, and when nobody may ring."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain import first_contact
from app.domain.contact import FIELD, is_ban, offered
from app.domain.contact_safety import Safety, safety_of
from app.domain.contact_safety import State as SafetyState
from app.domain.encoding import Value
from app.domain.first_contact import Countdown, Rule, Span, Try
from app.domain.masking import POINT
from app.domain.moments import moment_of
from app.domain.moving import MOVED, written_ms
from app.domain.records import Record
from app.domain.referral import NEWS, State
from app.ports import Reading
from app.usecases.contact.contacting import versions_of
from app.usecases.editing import ENTERED_IN_ERROR
from app.usecases.referrals.states import Standing

TRY = "contact"
_CLOCKED = (TRY, POINT, NEWS, ENTERED_IN_ERROR)
_SPOKE, _INSIDE = "reached", "inside"


@dataclass(frozen=True, slots=True)
class FirstContact:
    """Where the first contact of one referral is: its clock, None once that is stopped, and the
    tries so far, oldest first.
    """

    clock: Countdown | None
    tries: tuple[Try, ...]
    is_tried_enough: bool = False


def first_contact_of(
    reading: Reading, standing: Standing, records: Sequence[Record], rule: Rule, *, now: datetime
) -> FirstContact:
    """The clock of a referral that this team has, or is to answer; `records` are its file's."""
    fields = standing.record.fields
    is_today = fields.get("urgency") == "today"
    if standing.state is State.RECEIVED:
        begun = moment_of(written_ms(standing.record)).astimezone(now.tzinfo)
        due = begun + timedelta(hours=rule.hours_to_answer)
        return FirstContact(first_contact.countdown(rule, begun, due, pauses=(), now=now), ())
    begun = accepted_at(standing.record) or moment_of(written_ms(standing.record))
    begun = begun.astimezone(now.tzinfo)
    tries = tries_since(records, begun)
    if first_contact.spoke(tries) is not None or standing.state is not State.ACCEPTED:
        return FirstContact(None, tries)
    if first_contact.is_tried_enough(rule, tries):
        return FirstContact(None, tries, is_tried_enough=True)
    due = first_contact.due_at(rule, begun, is_today=is_today)
    pauses = pauses_in(reading, records, now=now)
    return FirstContact(first_contact.countdown(rule, begun, due, pauses=pauses, now=now), tries)


def told_of(reading: Reading, subject: bytes) -> list[Record]:
    """What of a file its clocks follow from; notes, however many, are none of it."""
    return [each for kind in _CLOCKED for each in reading.of_file(subject, kind)]


def accepted_at(record: Record) -> datetime | None:
    """When a referral was accepted, None if it was not or that cannot be read."""
    return moment(record.fields.get("accepted_at"))


def tries_since(records: Iterable[Record], begun: datetime) -> tuple[Try, ...]:
    """The tries of a file since a moment, oldest first; one marked as in error is none."""
    records = list(records)
    errors = {each.fields.get("corrects") for each in records if each.kind == ENTERED_IN_ERROR}
    found = [
        Try(at, each.fields.get("outcome") == _SPOKE, each.fields.get("rules") == _INSIDE)
        for each in records
        if each.kind == TRY
        and each.id.hex() not in errors
        and (at := moment(each.fields.get("happened_at"))) is not None
        and at >= begun.replace(second=0, microsecond=0)
    ]
    return tuple(sorted(found, key=lambda each: each.at))


def pauses_in(reading: Reading, records: Sequence[Record], *, now: datetime) -> list[Span]:
    """When there was no safe way and time to reach this person, as their contact points say."""
    points = [each for each in records if each.kind == POINT]
    written = [
        (
            min(change.time[0], written_ms(point)) if MOVED in change.set else change.time[0],
            point.id,
            change.set[FIELD],
        )
        for point in points
        for change in reading.history(point.id)
        if FIELD in change.set
    ]
    pauses: list[Span] = []
    start: datetime | None = moment_of(0).astimezone(now.tzinfo)
    stands: dict[bytes, Value] = {}
    for ms, point, value in sorted(written, key=lambda each: each[0]):
        stands[point] = value
        at, is_safe = moment_of(ms).astimezone(now.tzinfo), _is_safe(stands.values())
        if is_safe and start is not None:
            pauses.append((start, at))
            start = None
        elif not is_safe and start is None:
            start = at
    state = safety_in(reading, records, now=now).state
    if start is None and state not in (SafetyState.SAFE, SafetyState.NOT_NOW):
        # Held by a clash, or because not everything has arrived: since what was written last.
        last = max((each.changed_ms for each in points), default=0)
        start = moment_of(last).astimezone(now.tzinfo)
    return pauses if start is None else [*pauses, (start, None)]


def safety_in(reading: Reading, records: Sequence[Record], *, now: datetime) -> Safety:
    """How whom these records are about may be reached now."""
    points = [each for each in records if each.kind == POINT]
    parked = sum(reading.parked_in(space) for space in {each.space for each in points})
    known = [(each.id, versions_of(each)) for each in points]
    return safety_of(known, parked=parked, now=now)


def _is_safe(points: Iterable[Value]) -> bool:
    """Whether some point may be used, and none says that nobody makes contact."""
    known = list(points)
    return any(offered([each]).allows_any for each in known) and not any(map(is_ban, known))


def moment(value: Value) -> datetime | None:
    """A time as it was written, None for one that cannot be read."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return at if at is not None and at.tzinfo is not None else None
