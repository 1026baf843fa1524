"""Figures of the referrals that a team answers: those that came, were accepted, or were closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain import first_contact, referral
from app.domain.first_contact import Rule, Running
from app.domain.measures import Figures
from app.domain.moments import moment_of
from app.domain.periods import Quarter
from app.domain.records import Record
from app.domain.referral import KIND, State
from app.ports import Reading
from app.usecases import first_contacts, referrals
from app.usecases.practice import of_kind
from app.usecases.report_enquiries import day_of

_YEAR = timedelta(days=365)
_SAID_NO = frozenset({"declined_after_contact", "person_said_no", "said_no"})
_NOT_REACHED = frozenset({"unable_to_contact", "unsafe_to_contact", "not_reached"})
_WHY = ("declined_because", "closed_because", "outcome")


@dataclass(frozen=True, slots=True)
class _Case:
    """One referral for this team, and whose it is."""

    record: Record
    person: bytes
    came: date
    accepted: datetime | None

    def ended_by(self, reasons: frozenset[str]) -> bool:
        return any(str(self.record.fields.get(name)) in reasons for name in _WHY)


def count_referrals(
    figures: Figures,
    reading: Reading,
    quarter: Quarter,
    *,
    closed: frozenset[bytes],
    leads: Mapping[bytes, bytes],
    rule: Rule,
    now: datetime,
) -> None:
    """Add what the referrals of a quarter come to; `closed` are files that do not count."""
    cases = [
        _case(each, leads, now)
        for each in of_kind(reading, KIND)
        if referral.is_ours(each.fields) and each.subject not in closed
    ]
    came = [each for each in cases if quarter.has(each.came)]
    figures.count("referrals", len(came))
    figures.share("declined", sum(each.ended_by(_SAID_NO) for each in came), "referrals")
    missed = sum(each.ended_by(_NOT_REACHED) and not each.ended_by(_SAID_NO) for each in came)
    figures.share("unable_to_contact", missed, "referrals")
    accepted = [e for e in cases if e.accepted is not None and quarter.has(e.accepted.date())]
    _count_contacts(figures, reading, accepted, rule, now)
    _count_closed(figures, reading, cases, quarter, now)


def _case(record: Record, leads: Mapping[bytes, bytes], now: datetime) -> _Case:
    written = moment_of(record.created_ms).astimezone(now.tzinfo).date()
    accepted = first_contacts.accepted_at(record)
    return _Case(
        record,
        leads.get(record.subject, record.subject),
        day_of(record.fields.get("referred_at")) or written,
        None if accepted is None else accepted.astimezone(now.tzinfo),
    )


def _count_contacts(
    figures: Figures, reading: Reading, accepted: Sequence[_Case], rule: Rule, now: datetime
) -> None:
    reached, in_time = 0, list[bool]()
    for case in accepted:
        records = first_contacts.told_of(reading, case.record.subject)
        tries = first_contacts.tries_since(records, case.accepted or now)
        is_reached = any(each.spoke for each in tries) or "contacted_at" in case.record.fields
        reached += is_reached
        is_over = referrals.standing_among(case.record, records).state.is_over
        found = _is_in_time(reading, case, records, tries, rule, now=now, is_over=is_over)
        in_time += [] if found is None else [found]
    figures.count("accepted", len(accepted))
    figures.share("contact_success", reached, "accepted")
    figures.count("due", len(in_time))
    figures.share("contact_48h", sum(in_time), "due")


def _is_in_time(
    reading: Reading,
    case: _Case,
    records: Sequence[Record],
    tries: Sequence[first_contact.Try],
    rule: Rule,
    *,
    now: datetime,
    is_over: bool,
) -> bool | None:
    """Whether the first try came in time; None while there still is time, or it ended before."""
    begun = case.accepted or now
    fields = case.record.fields
    first = tries[0].at if tries else first_contacts.moment(fields.get("contacted_at"))
    if first is None and is_over:
        return None
    due = first_contact.due_at(rule, begun, is_today=fields.get("urgency") == "today")
    pauses = first_contacts.pauses_in(reading, records, now=now)
    at = now if first is None else first.astimezone(now.tzinfo)
    clock = first_contact.countdown(rule, begun, due, pauses=pauses, now=at)
    if clock.running is Running.OVER:
        return False
    return None if first is None else True


def _count_closed(
    figures: Figures, reading: Reading, cases: Sequence[_Case], quarter: Quarter, now: datetime
) -> None:
    ended = [(case, at) for case in cases if (at := _closed_at(reading, case, now)) is not None]
    closed = [(case, at) for case, at in ended if quarter.has(at.date())]
    figures.count("closed", len(closed))
    again = [_came_again(case, at.date(), cases) for case, at in closed]
    figures.share("rereferral_12m", sum(again), "closed")
    supported = [(case, at) for case, at in closed if case.accepted is not None]
    figures.middle("length_of_support", [(at - (c.accepted or at)).days for c, at in supported])
    figures.middle("contacts", [_spoken(reading, c, at) for c, at in supported])


def _closed_at(reading: Reading, case: _Case, now: datetime) -> datetime | None:
    if case.record.fields.get("state") != State.CLOSED.value:
        return None
    times = [
        change.time[0]
        for change in reading.history(case.record.id)
        if change.set.get("state") == State.CLOSED.value
    ]
    return moment_of(min(times)).astimezone(now.tzinfo) if times else None


def _came_again(case: _Case, closed: date, cases: Iterable[_Case]) -> bool:
    return any(
        other.person == case.person
        and other.record.id != case.record.id
        and closed < other.came <= closed + _YEAR
        for other in cases
    )


def _spoken(reading: Reading, case: _Case, until: datetime) -> int:
    records = first_contacts.told_of(reading, case.record.subject)
    tries = first_contacts.tries_since(records, case.accepted or until)
    return sum(each.spoke and each.at <= until for each in tries)
