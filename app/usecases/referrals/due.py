"""Which referrals need someone: to be answered, a first contact to be made, or news to be seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from app.domain.encoding import Value
from app.domain.first_contact import Rule, Running
from app.domain.moving import written_ms
from app.domain.records import Record
from app.domain.referral import KIND, State, Way, is_ours, told
from app.domain.worklist import Reason, Referred
from app.ports import Reading
from app.usecases.referrals.first_contacts import FirstContact, first_contact_of, safety_in, told_of
from app.usecases.referrals.states import Standing, phone_of, standing_among
from app.usecases.referrals.waiting import is_too_long, waiting_of

Found = tuple[Reason, Standing, Referred]
_HOUR_MS = 60 * 60 * 1000
_STUCK_AFTER_MS = _HOUR_MS
_UNHEARD_AFTER_MS = 24 * _HOUR_MS


def referrals_due(reading: Reading, rule: Rule, *, now: datetime) -> Iterator[Found]:
    """All of them, each with why it stands on Today and what its row says."""
    yield from _among(reading, reading.referrals(), rule, now)


def due_in(reading: Reading, subject: bytes, rule: Rule, *, now: datetime) -> list[Found]:
    """Those of one file, done ones not among them."""
    records = reading.of_file(subject, KIND)
    is_open = [each for each in records if each.fields.get("done") != "yes"]
    return list(_among(reading, is_open, rule, now))


def _among(
    reading: Reading, referrals: Iterable[Record], rule: Rule, now: datetime
) -> Iterator[Found]:
    for record in referrals:
        records = told_of(reading, record.subject)
        standing = standing_among(record, records)
        contact = FirstContact(None, ())
        if is_ours(record.fields):
            contact = first_contact_of(reading, standing, records, rule, now=now)
            reason = _reason_here(standing, contact)
        else:
            reason = _reason_there(reading, standing, now)
        waiting = waiting_of(reading, standing, now=now)
        if waiting is not None and is_too_long(reading, standing, waiting, rule, now=now):
            reason = Reason.UNANSWERED
        if reason is not None:
            said = _said(standing, contact)
            safety = safety_in(reading, records, now=now)
            if reason in (Reason.STUCK, Reason.UNHEARD):
                carrier = reading.parcels.carrier(record)
                said = replace(said, phone=phone_of(reading, standing), carrier=carrier)
            elif reason is Reason.UNANSWERED:
                said = replace(said, phone=phone_of(reading, standing), waiting=waiting)
            elif _stands_still(contact) and standing.way is Way.ARRIVED:
                said = replace(said, phone=phone_of(reading, standing))
            yield reason, standing, replace(said, safety=safety)


def stands_since(record: Record, said: Referred) -> int:
    """In ms: when it came or was made, or since when they have it unanswered."""
    waiting = said.waiting
    return written_ms(record) if waiting is None else int(waiting.received.timestamp() * 1000)


def veiled(said: Referred) -> Referred:
    """What is told of it in a file that is closed to this reader."""
    waiting = None if said.waiting is None else replace(said.waiting, spoke_with="")
    return replace(said, reason="", feedback=(), name="", safety=None, waiting=waiting)


def urgency(referred: Referred) -> tuple[int, float]:
    """Where a row with a clock stands: what is over first, then by time left, paused ones last."""
    clock = referred.clock
    if clock is None:
        return 3, 0.0
    if clock.running is Running.PAUSED:
        return 2, clock.left.total_seconds()
    return (0 if clock.running is Running.OVER else 1), clock.left.total_seconds()


def _stands_still(contact: FirstContact) -> bool:
    return contact.clock is not None and contact.clock.running is Running.PAUSED


def _reason_here(standing: Standing, contact: FirstContact) -> Reason | None:
    if "state" in standing.record.clashes:
        return None  # it stands with the clashes, to be settled first
    if told(standing.record.fields) in (State.DECLINED, State.CLOSED):
        return None
    if standing.state is State.WITHDRAWN:
        return Reason.TAKEN_BACK
    if standing.state is State.RECEIVED:
        return Reason.ANSWER
    if standing.record.fields.get("offered_to") is not None:
        return Reason.OFFERED
    if contact.is_tried_enough:
        return Reason.NOT_REACHED
    return Reason.FIRST_CONTACT if contact.clock is not None else None


def _reason_there(reading: Reading, standing: Standing, now: datetime) -> Reason | None:
    """What who referred has to look at; nothing while all goes on as it should."""
    if standing.way is not Way.TEAM:
        return None
    if standing.state is State.DECLINED:
        return Reason.DECLINED
    if standing.state is State.CLOSED:
        return Reason.NEWS
    if standing.state not in (State.WRITTEN, State.SENT):
        return None
    carrier, now_ms = reading.parcels.carrier(standing.record), now.timestamp() * 1000
    if standing.state is State.SENT:
        record = standing.record
        is_said_since = carrier is not None and carrier.since_ms > record.created_ms
        since_ms = carrier.since_ms if carrier and is_said_since else written_ms(record)
        is_late = now_ms - since_ms > (_STUCK_AFTER_MS if standing.why else _UNHEARD_AFTER_MS)
        return Reason.UNHEARD if is_late else None
    is_gone = carrier is not None and carrier.is_gone
    is_late = now_ms - written_ms(standing.record) > _STUCK_AFTER_MS
    return Reason.STUCK if standing.why or is_gone or is_late else None


def _said(standing: Standing, contact: FirstContact) -> Referred:
    fields = standing.record.fields
    told = standing.last.answers if standing.last is not None else {}
    feedback = told.get("feedback")
    return Referred(
        standing.name,
        standing.state,
        worker=_text(fields.get("worker")),
        offered_to=_text(fields.get("offered_to")),
        because=_text(told.get("declined_because")),
        outcome=_text(told.get("outcome")),
        why=standing.why,
        clock=contact.clock,
        tries=len(contact.tries),
        reason=_text(fields.get("reason")),
        feedback=_texts(feedback),
        is_urgent=fields.get("urgency") == "today",
    )


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()
