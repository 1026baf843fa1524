"""What a team does with a referral it was sent: take it, decline it, pass it on, tell, close it.

Who referred is told the state and the feedback; the notes stay here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.leaving import Finding, counted, look
from app.domain.parcels import Parcel
from app.domain.records import Record
from app.domain.referral import State, Way, id_in, is_ours, told, way_of
from app.errors import FormRefused, Refused
from app.forms import editing as checks
from app.forms import fields
from app.forms.agreed import agreed
from app.ports import Reading, Session
from app.usecases.editing import find_to_change, form_of, known_to
from app.usecases.leaving import gate
from app.usecases.person.files import answers_of
from app.usecases.recording import now
from app.usecases.referrals import states
from app.usecases.referrals.links import ANSWERED, is_linked

ANSWER = "answer"
_FEEDBACK = ("feedback", "feedback_line")


def accept(session: Session, id: bytes, *, worker: str, answers: Mapping[str, Value]) -> None:
    """Take a referral on; the clock of the first contact runs from now.

    `worker` is who has it from now on. One that a colleague has is taken over, if it was offered.
    Raises NotFound `referrals.no_such_referral`, Refused `referrals.not_ours`, `referrals.over`,
    `referrals.in_clash`, `access.glass_needed`, or FormRefused.
    """
    record = _open(session, id)
    given: dict[str, Value] = {"worker": worker, "offered_to": None, **_feedback(answers)}
    if told(record.fields) not in (State.ACCEPTED, State.CONTACTED):
        given |= {"state": State.ACCEPTED.value, "accepted_at": _moment(session)}
    _write(session, record, given)


def decline(session: Session, id: bytes, *, because: str, answers: Mapping[str, Value]) -> None:
    """Say that the team cannot take it, and why; raises as `accept` does."""
    record = _open(session, id)
    if told(record.fields) in (State.ACCEPTED, State.CONTACTED):
        raise Refused("referrals.taken_already")
    given = {"state": State.DECLINED.value, "declined_because": because, **_feedback(answers)}
    _write(session, record, given)


def offer(session: Session, id: bytes, *, to: str) -> None:
    """Offer it to a colleague, who has it once she accepts; raises as `accept` does."""
    _write(session, _open(session, id), {"offered_to": to}, tells=False)


def note_first_contact(session: Session, id: bytes, *, at: datetime) -> None:
    """They spoke; who referred is told that, and no word more. Raises as `accept` does."""
    record = _open(session, id)
    if told(record.fields) is not State.CONTACTED:
        when = at.isoformat(timespec="seconds")
        _write(session, record, {"state": State.CONTACTED.value, "contacted_at": when})


def feed_back(session: Session, id: bytes, answers: Mapping[str, Value]) -> None:
    """Tell who referred something; raises FormRefused for nothing, else as `accept` does."""
    given = _feedback(answers)
    if not any(given.values()):
        raise FormRefused({"feedback": "needed"})
    _write(session, _open(session, id), given)


def close(session: Session, id: bytes, *, because: str, answers: Mapping[str, Value]) -> None:
    """Close it with a reason and what came of it; raises as `accept` does."""
    record = _open(session, id, closes=True)
    given: dict[str, Value] = {
        "state": State.CLOSED.value,
        "closed_because": because,
        "outcome": answers.get("outcome"),
        **_feedback(answers),
    }
    _write(session, record, given)


def tell(session: Session, record: Record, *, id: bytes | None = None) -> None:
    """Write the answer that holds now, to wait for the next exchange; nothing of a clash.

    For what a settlement or an arrival changed; a person's own act here tells by itself. `id` is
    that of the parcel, for what several PCs may tell. Once the link was ended nobody is told.
    """
    fields_ = record.fields
    state = told(fields_)
    is_settled = "state" not in record.clashes
    if way_of(fields_) is not Way.ARRIVED or state not in ANSWERED or not is_settled:
        return
    team, parcel, own = (id_in(fields_, n) for n in ("from_team", "parcel", "own_space"))
    if not (team and parcel and own) or not is_linked(session, own, team):
        return
    answers = answers_of(record)
    shown = {name: answers[name] for name in agreed().answer if name in answers}
    turn = len(session.history(record.id))
    content: dict[str, Value] = {"kind": ANSWER, **shown, "turn": turn, "told_at": _moment(session)}
    _log(session, record, content)
    answer = Parcel(id or session.new_id(), own, team, parcel, content, {ANSWER: "referral"})
    session.parcels.write(answer, subject=record.subject)


def look_at(reading: Reading, subject: bytes, line: str) -> tuple[Finding, ...]:
    """What in a line for who referred may give somebody away."""
    return look(line, gate.known_of(reading, subject)) if line else ()


def _open(session: Session, id: bytes, *, closes: bool = False) -> Record:
    """A referral that this team may still answer; one taken back can only be closed."""
    record = find_to_change(session, states.find(session, id).id)
    if not is_ours(record.fields):
        raise Refused("referrals.not_ours")
    if "state" in record.clashes:
        raise Refused("referrals.in_clash")
    state = states.standing(session, record).state
    if state.is_over and not (closes and state is State.WITHDRAWN):
        raise Refused("referrals.over")
    return record


def _write(
    session: Session, record: Record, answers: Mapping[str, Value], *, tells: bool = True
) -> None:
    form = form_of(record)
    old = known_to(form, fields.from_fields(form, record.fields))
    accepted = checks.accept_edit(
        form, old, answers, now=now(session), training=session.is_training
    )
    set_ = fields.changed_fields(
        form, record.fields, accepted, new_element_id=lambda: session.new_id()[:8].hex()
    )
    if not set_:
        return
    over = {name: record.heads.get(name, ()) for name in set_}
    session.save([Edit(record.kind, record.subject, record.id, set_, over)], space=record.space)
    if tells:
        tell(session, states.find(session, record.id))


def _log(session: Session, record: Record, content: Mapping[str, Value]) -> None:
    """The line in the access log, with what the check found in the words that go."""
    line = content.get("feedback_line")
    found = counted(look_at(session, record.subject, line if isinstance(line, str) else ""))
    seen = ", ".join(f"{count} {what}" for what, count in sorted(found.items())) or "nothing"
    detail = f"answer {content.get('state')!s} to who referred; found {seen}"
    session.note_access("exported", record.subject, record=record.id, detail=detail)


def _feedback(answers: Mapping[str, Value]) -> dict[str, Value]:
    unknown = set(answers) - {*_FEEDBACK, "outcome"}
    if unknown:
        raise FormRefused(dict.fromkeys(sorted(unknown), "unknown_field"))
    return {name: answers.get(name) for name in _FEEDBACK}


def _moment(session: Session) -> str:
    return now(session).isoformat(timespec="seconds")
