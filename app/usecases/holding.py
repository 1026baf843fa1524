"""Put a file on hold for an inquiry, or let go of it again; leads decide."""

from __future__ import annotations

from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.holding import HOLD, hold_id, is_held
from app.domain.records import Record
from app.errors import Refused
from app.forms import library
from app.ports import Reading, Session
from app.usecases.leasing import missing
from app.usecases.recording import FORM, accept, require_file


def hold(session: Session, subject: bytes, *, because: str, why: str) -> None:
    """Put a file on hold, for a reason out of the list and in words of one's own.

    Raises NotFound `records.no_such_file`, Refused `erasing.held_already` or `erasing.lead_holds`,
    or FormRefused.
    """
    stands = _standing(session, subject)
    if stands is not None and is_held(stands.fields):
        raise Refused("erasing.held_already")
    _save(session, subject, stands, {HOLD: "yes", "because": because, "why": why})


def let_go(session: Session, subject: bytes, *, why: str) -> None:
    """Let go of a file on hold, with a reason.

    Raises NotFound `records.no_such_file`, Refused `erasing.not_held` or `erasing.lead_holds`, or
    FormRefused.
    """
    stands = _standing(session, subject)
    if stands is None or not is_held(stands.fields):
        raise Refused("erasing.not_held")
    _save(session, subject, stands, {HOLD: "no", "because": None, "why": why})


def is_on_hold(reading: Reading, subject: bytes) -> bool:
    """Whether a file is on hold."""
    found = _hold(reading, subject)
    return found is not None and is_held(found.fields)


def why_held(reading: Reading, subject: bytes) -> str | None:
    """The code of why a file is on hold, empty where that is not known; None if it is not."""
    found = _hold(reading, subject)
    if found is None or not is_held(found.fields):
        return None
    because = found.fields.get("because")
    return because if isinstance(because, str) else ""


def _standing(session: Session, subject: bytes) -> Record | None:
    """The hold there is; raises unless the file is here and this reader leads its space."""
    require_file(session, subject)
    person = session.record(subject)
    if person is None:
        raise missing(session, subject, "records.no_such_file")
    if not session.standing(person.space).is_lead:
        raise Refused("erasing.lead_holds")
    return _hold(session, subject)


def _hold(reading: Reading, subject: bytes) -> Record | None:
    found = reading.record(hold_id(subject))
    return found if found is not None and found.kind == HOLD else None


def _save(
    session: Session, subject: bytes, stands: Record | None, answers: dict[str, Value]
) -> None:
    """Write the whole hold anew, over all that stood in it."""
    form = library.latest(HOLD)
    given = {name: value for name, value in answers.items() if value is not None}
    set_: dict[str, Value] = {**answers, **accept(session, form, given), FORM: form.reference}
    if stands is None:
        set_ = {name: value for name, value in set_.items() if value is not None}
    over = {} if stands is None else {name: stands.heads.get(name, ()) for name in set_}
    person = session.record(subject)
    space = None if person is None else person.space
    session.save([Edit(HOLD, subject, hold_id(subject), set_, over)], space=space)
