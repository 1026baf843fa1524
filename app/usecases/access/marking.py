"""Mark a file sensitive, or take the mark off again."""

from __future__ import annotations

from app.domain.encoding import Value
from app.domain.records import Record
from app.domain.sensitive import SENSITIVE, is_marked, mark_id
from app.errors import Refused
from app.ports import Reading, Session
from app.usecases.access.standing_marks import standing, write_anew
from app.usecases.person import joining
from app.usecases.recording import require_file


def mark(session: Session, subject: bytes, *, because: str, why: str) -> None:
    """Mark a file sensitive, for a reason out of the list and in words of one's own.

    All files of its person are, if it is joined with others.

    Raises NotFound `records.no_such_file`, Refused `access.marked_already`, or FormRefused.
    """
    require_file(session, subject)
    stands = _mark(session, subject)
    if stands is not None and is_marked(stands.fields):
        raise Refused("access.marked_already")
    for file in joining.files_of(session, subject).files:
        stands = _mark(session, file)
        if stands is None or not is_marked(stands.fields):
            answers: dict[str, Value] = {"sensitive": "yes", "because": because, "why": why}
            write_anew(session, SENSITIVE, file, mark_id(file), stands, answers)


def unmark(session: Session, subject: bytes, *, why: str) -> None:
    """Take the mark off, with a reason; off all files of its person, if it is joined.

    Only a lead may; where nobody else leads, whoever put it on. Raises NotFound
    `records.no_such_file`, Refused `access.not_marked` or `access.lead_unmarks`, or FormRefused.
    """
    require_file(session, subject)
    stands = _mark(session, subject)
    if stands is None or not is_marked(stands.fields):
        raise Refused("access.not_marked")
    for file in joining.files_of(session, subject).files:
        stands = _mark(session, file)
        if stands is not None and is_marked(stands.fields):
            require_may_unmark(session, stands)
            answers: dict[str, Value] = {"sensitive": "no", "because": None, "why": why}
            write_anew(session, SENSITIVE, file, mark_id(file), stands, answers)


def may_unmark(reading: Reading, subject: bytes) -> bool:
    """Whether this reader may take the mark off a file."""
    stands = _mark(reading, subject)
    return stands is not None and _may_unmark(reading, stands)


def require_may_unmark(reading: Reading, mark: Record) -> None:
    """Raise Refused `access.lead_unmarks` unless this reader may take this mark off."""
    if not _may_unmark(reading, mark):
        raise Refused("access.lead_unmarks")


def _may_unmark(reading: Reading, mark: Record) -> bool:
    standing = reading.standing(mark.space)
    return standing.is_lead or (not standing.other_leads and reading.is_by_me(mark.id))


def _mark(reading: Reading, subject: bytes) -> Record | None:
    return standing(reading, SENSITIVE, mark_id(subject))
