"""Referrals that the made-up team took on some hours ago, each with its clock."""

from __future__ import annotations

from datetime import datetime

from app.domain.changes import Edit
from app.domain.contact import DAYS, FIELD
from app.domain.encoding import Value
from app.domain.masking import POINT
from app.domain.referral import Way
from app.forms import library
from app.ports import Session
from app.usecases import editing
from app.usecases.recording import FORM, Recorded
from app.usecases.referrals import answering, referring
from app.usecases.referrals.referring import Wish
from app.wiring.demo.script import ScriptedReferral

_NUMBER = "07700 900018"


def refer(session: Session, made: Recorded, referral: ScriptedReferral, *, worker: str) -> None:
    """Refer to the team itself, take it on, and set the clock back to when that was."""
    if referral.may_ring:
        _may_ring(session, made, referral.accepted)
    wish = Wish(Way.OWN_TEAM, answers={"urgency": "usual"})
    record = referring.refer(session, made.subject, wish, identification=made.id)
    answering.accept(session, record.id, worker=worker, answers={})
    at = referral.accepted.isoformat(timespec="minutes")
    editing.edit(session, record.id, {"accepted_at": at})


def _may_ring(session: Session, made: Recorded, at: datetime) -> None:
    """A made-up number that may be rung all day, told when the referral was accepted."""
    ways: dict[str, Value] = {"call": "yes", "text": "no"}
    hours: dict[str, Value] = {"from": "08:00", "to": "20:00"}
    times: list[Value] = [{"day": day, **hours} for day in DAYS]
    point: dict[str, Value] = {
        "number": _NUMBER,
        "number_owner": "own",
        "methods": ways,
        "safe_times": times,
        "voicemail": "none",
        "caller_identity": "withhold",
        "last_confirmed": at.date().isoformat(),
    }
    person = session.record(made.subject)
    space = None if person is None else person.space
    if space is None:
        return
    fields: dict[str, Value] = {FIELD: point, FORM: library.latest(POINT).reference}
    edit = Edit(POINT, made.subject, session.new_id(), fields, {})
    ms = int(at.timestamp() * 1000)
    session.save_made([edit], of=made.subject, at_ms=ms, space=space)
