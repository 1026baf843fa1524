"""A referral that another team received and has not answered: since when, and who was rung."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.first_contact import Counting, Rule, due_at
from app.domain.moments import moment_of
from app.domain.moving import MOVED, written_ms
from app.domain.records import Record
from app.domain.referral import ROAD, State, Way, id_in, is_cut_off, way_of
from app.domain.worklist import Waiting
from app.errors import FormRefused, Refused
from app.forms import editing as checks
from app.forms import fields
from app.forms.team_kinds import TeamKind
from app.ports import Reading, Session
from app.usecases.editing import find_to_change, form_of, known_to
from app.usecases.recording import now as now_of
from app.usecases.referrals import states
from app.usecases.referrals.first_contacts import moment
from app.usecases.referrals.links import is_linked
from app.usecases.referrals.states import Standing
from app.usecases.referrals.team_kinds import known_kinds

RUNG_AT, SPOKE_WITH = "handed_over_at", "handed_over_to"


def waiting_of(reading: Reading, standing: Standing, *, now: datetime) -> Waiting | None:
    """Since when an answer is missing; None where another team has not got it, or has answered."""
    record = standing.record
    if standing.way is not Way.TEAM or standing.state is not State.RECEIVED:
        return None
    rung = moment(record.fields.get(RUNG_AT))
    spoke_with = record.fields.get(SPOKE_WITH)
    return Waiting(
        moment_of(_received_ms(reading, record)).astimezone(now.tzinfo),
        None if rung is None else rung.astimezone(now.tzinfo),
        spoke_with if isinstance(spoke_with, str) else "",
        is_ended=is_cut_off(record.fields) or not _is_linked(reading, record),
    )


def is_too_long(
    reading: Reading, standing: Standing, waiting: Waiting, rule: Rule, *, now: datetime
) -> bool:
    """Whether it is time to ring: the clock of a first contact ran out, from when they received it
    or from when somebody rang last.

    Once the link was ended no clock has to run out, and who rang after that has done all there is.
    """
    if waiting.is_ended:
        return waiting.rung is None or waiting.rung < _ended_at(reading, standing.record)
    begun = waiting.received if waiting.rung is None else max(waiting.received, waiting.rung)
    is_today = standing.record.fields.get("urgency") == "today"
    return now > due_at(_rule_for(reading, standing.record, rule), begun, is_today=is_today)


def note_rung(session: Session, id: bytes, *, spoke_with: str, at: datetime) -> None:
    """Somebody rang the team that received it: with whom she spoke, and when.

    It is no answer: that comes from them. Raises NotFound `referrals.no_such_referral`, Refused
    `referrals.not_waiting`, `access.glass_needed`, or FormRefused.
    """
    record = find_to_change(session, states.find(session, id).id)
    is_theirs = way_of(record.fields) is Way.TEAM
    if not is_theirs or states.standing(session, record).state is not State.RECEIVED:
        raise Refused("referrals.not_waiting")
    if not spoke_with.strip():
        raise FormRefused({SPOKE_WITH: "needed"})
    form, moment_ = form_of(record), at.isoformat(timespec="seconds")
    given: dict[str, Value] = {SPOKE_WITH: spoke_with.strip(), RUNG_AT: moment_}
    old = known_to(form, fields.from_fields(form, record.fields))
    accepted = checks.accept_edit(
        form, old, given, now=now_of(session), training=session.is_training
    )
    set_ = fields.changed_fields(
        form, record.fields, accepted, new_element_id=lambda: session.new_id()[:8].hex()
    )
    if set_:
        over = {name: record.heads.get(name, ()) for name in set_}
        session.save([Edit(record.kind, record.subject, record.id, set_, over)], space=record.space)


def _received_ms(reading: Reading, record: Record) -> int:
    """When our team first heard that they have it; what is said of its road later changes none."""
    told = [
        written_ms(record) if MOVED in change.set else change.time[0]
        for change in reading.history(record.id)
        if change.set.get(ROAD) == State.RECEIVED.value
    ]
    return min(told, default=record.changed_ms)


def _ended_at(reading: Reading, record: Record) -> datetime:
    """When the last word about its road was written: that they take nothing from us any more.

    To the minute, as a call is noted.
    """
    carrier = reading.parcels.carrier(record)
    at = moment_of(record.created_ms if carrier is None else carrier.since_ms)
    return at.replace(second=0, microsecond=0)


def _rule_for(reading: Reading, record: Record, rule: Rule) -> Rule:
    """Where the team has no advocates, there is no clock of a first contact: working days."""
    kind = _kind_of(reading, record)
    has_clock = kind is None or kind.has_advocates
    return rule if has_clock else replace(rule, counting=Counting.WORKING_DAYS)


def _kind_of(reading: Reading, record: Record) -> TeamKind | None:
    team = record.fields.get("to_team")
    return known_kinds(reading).kinds.get((record.space, str(team)))


def _is_linked(reading: Reading, record: Record) -> bool:
    own, team = (id_in(record.fields, name) for name in ("own_space", "to_team"))
    return own is not None and team is not None and is_linked(reading, own, team)
