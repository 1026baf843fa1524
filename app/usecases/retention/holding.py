"""Put a file on hold for an inquiry, or let go of it again; leads decide."""

from __future__ import annotations

from app.domain.encoding import Value
from app.domain.holding import HOLD, hold_id, is_held
from app.domain.records import Record
from app.errors import Refused
from app.ports import Reading, Session
from app.usecases.access.leasing import missing
from app.usecases.access.standing_marks import standing, write_anew
from app.usecases.recording import require_file


def hold(session: Session, subject: bytes, *, because: str, why: str) -> None:
    """Put a file on hold, for a reason out of the list and in words of one's own.

    Raises NotFound `records.no_such_file`, Refused `erasing.held_already` or `erasing.lead_holds`,
    or FormRefused.
    """
    stands = _standing(session, subject)
    if stands is not None and is_held(stands.fields):
        raise Refused("erasing.held_already")
    answers: dict[str, Value] = {HOLD: "yes", "because": because, "why": why}
    write_anew(session, HOLD, subject, hold_id(subject), stands, answers)


def let_go(session: Session, subject: bytes, *, why: str) -> None:
    """Let go of a file on hold, with a reason.

    Raises NotFound `records.no_such_file`, Refused `erasing.not_held` or `erasing.lead_holds`, or
    FormRefused.
    """
    stands = _standing(session, subject)
    if stands is None or not is_held(stands.fields):
        raise Refused("erasing.not_held")
    answers: dict[str, Value] = {HOLD: "no", "because": None, "why": why}
    write_anew(session, HOLD, subject, hold_id(subject), stands, answers)


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
    return standing(reading, HOLD, hold_id(subject))
