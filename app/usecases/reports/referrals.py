"""Figures of the referrals that a team answers: those that came, were accepted, or were closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.domain import first_contact, referral
from app.domain.first_contact import Rule, Running
from app.domain.measures import Figures
from app.domain.moments import moment_of
from app.domain.moving import written_ms
from app.domain.periods import Quarter
from app.domain.records import Record
from app.domain.referral import KIND, State
from app.ports import Reading
from app.usecases.referrals import first_contacts, states
from app.usecases.reports.enquiries import day_of
from app.usecases.reports.practice import of_kind

_YEAR = timedelta(days=365)
_SAID_NO = frozenset({"declined_after_contact", "person_said_no", "said_no"})
_NOT_REACHED = frozenset({"unable_to_contact", "unsafe_to_contact", "not_reached"})
_WHY = ("declined_because", "closed_because", "outcome")


@dataclass(frozen=True, slots=True)
class Case:
    """One referral for this team, and whose it is."""

    record: Record
    person: bytes
    came: date
    accepted: datetime | None

    def ended_by(self, reasons: frozenset[str]) -> bool:
        """Whether one of these reasons ended it."""
        return any(str(self.record.fields.get(name)) in reasons for name in _WHY)


@dataclass(frozen=True, slots=True)
class Contacted:
    """What came of one referral: `in_time` is None while there still is time for a first try, or
    if it ended before; `tries` are those since it was accepted.
    """

    is_reached: bool
    is_over: bool
    in_time: bool | None
    tries: tuple[first_contact.Try, ...]


class Contacts:
    """What came of referrals, looked up once for each."""

    def __init__(self, reading: Reading, rule: Rule, now: datetime) -> None:
        self._reading, self._rule, self._now = reading, rule, now
        self._known: dict[bytes, Contacted] = {}

    def of(self, case: Case) -> Contacted:
        """What came of this one."""
        if case.record.id not in self._known:
            self._known[case.record.id] = self._look_up(case)
        return self._known[case.record.id]

    def _look_up(self, case: Case) -> Contacted:
        records = first_contacts.told_of(self._reading, case.record.subject)
        is_over = states.standing_among(case.record, records).state.is_over
        if case.accepted is None:
            return Contacted(is_reached=False, is_over=is_over, in_time=None, tries=())
        tries = first_contacts.tries_since(records, case.accepted)
        is_reached = any(each.spoke for each in tries) or "contacted_at" in case.record.fields
        in_time = _is_in_time(
            self._reading, case, records, tries, self._rule, now=self._now, is_over=is_over
        )
        return Contacted(is_reached, is_over, in_time, tries)


def cases_of(
    reading: Reading, *, closed: frozenset[bytes], leads: Mapping[bytes, bytes], now: datetime
) -> list[Case]:
    """All referrals for this team; `closed` are files that do not count."""
    return [
        _case(each, leads, now)
        for each in of_kind(reading, KIND)
        if referral.is_ours(each.fields) and each.subject not in closed
    ]


def count_referrals(
    figures: Figures,
    reading: Reading,
    quarter: Quarter,
    *,
    cases: Sequence[Case],
    contacts: Contacts,
    now: datetime,
) -> None:
    """Add what the referrals of a quarter come to."""
    came = [each for each in cases if quarter.has(each.came)]
    figures.count("referrals", len(came))
    figures.share("declined", sum(each.ended_by(_SAID_NO) for each in came), "referrals")
    missed = sum(each.ended_by(_NOT_REACHED) and not each.ended_by(_SAID_NO) for each in came)
    figures.share("unable_to_contact", missed, "referrals")
    accepted = [e for e in cases if e.accepted is not None and quarter.has(e.accepted.date())]
    _count_contacts(figures, [contacts.of(each) for each in accepted])
    _count_closed(figures, reading, cases, quarter, now)


def _case(record: Record, leads: Mapping[bytes, bytes], now: datetime) -> Case:
    written = moment_of(written_ms(record)).astimezone(now.tzinfo).date()
    accepted = first_contacts.accepted_at(record)
    return Case(
        record,
        leads.get(record.subject, record.subject),
        day_of(record.fields.get("referred_at")) or written,
        None if accepted is None else accepted.astimezone(now.tzinfo),
    )


def _count_contacts(figures: Figures, accepted: Sequence[Contacted]) -> None:
    due = [each.in_time for each in accepted if each.in_time is not None]
    figures.count("accepted", len(accepted))
    figures.share("contact_success", sum(each.is_reached for each in accepted), "accepted")
    figures.count("due", len(due))
    figures.share("contact_48h", sum(due), "due")


def _is_in_time(
    reading: Reading,
    case: Case,
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
    figures: Figures, reading: Reading, cases: Sequence[Case], quarter: Quarter, now: datetime
) -> None:
    ended = [(case, at) for case in cases if (at := _closed_at(reading, case, now)) is not None]
    closed = [(case, at) for case, at in ended if quarter.has(at.date())]
    figures.count("closed", len(closed))
    again = [_came_again(case, at.date(), cases) for case, at in closed]
    figures.share("rereferral_12m", sum(again), "closed")
    supported = [(case, at) for case, at in closed if case.accepted is not None]
    figures.middle("length_of_support", [(at - (c.accepted or at)).days for c, at in supported])
    figures.middle("contacts", [_spoken(reading, c, at) for c, at in supported])


def _closed_at(reading: Reading, case: Case, now: datetime) -> datetime | None:
    if case.record.fields.get("state") != State.CLOSED.value:
        return None
    times = [
        change.time[0]
        for change in reading.history(case.record.id)
        if change.set.get("state") == State.CLOSED.value
    ]
    return moment_of(min(times)).astimezone(now.tzinfo) if times else None


def _came_again(case: Case, closed: date, cases: Iterable[Case]) -> bool:
    return any(
        other.person == case.person
        and other.record.id != case.record.id
        and closed < other.came <= closed + _YEAR
        for other in cases
    )


def _spoken(reading: Reading, case: Case, until: datetime) -> int:
    records = first_contacts.told_of(reading, case.record.subject)
    tries = first_contacts.tries_since(records, case.accepted or until)
    return sum(each.spoke and each.at <= until for each in tries)
