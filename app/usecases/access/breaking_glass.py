"""Open a sensitive file with a reason, and let a lead look at who did."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.moments import moment_of
from app.domain.people import reference
from app.domain.records import Record
from app.domain.sensitive import (
    BREAK_GLASS,
    GLASS_HOURS,
    GLASS_SEEN,
    LEAST_REASON,
    moment_ms,
)
from app.errors import Refused
from app.forms import library
from app.ports import Reading, Session
from app.usecases.access.leasing import missing
from app.usecases.access.veiling import is_kept_out, is_open
from app.usecases.person import joining
from app.usecases.recording import FORM, accept, require_file

_MOST = 500
_ASK = "ask"


@dataclass(frozen=True, slots=True)
class Glass:
    """A file opened with a reason, until when (ms since 1970), and whether a lead is to ask."""

    record: Record
    reason: str
    opened_ms: int
    until_ms: int
    to_be_asked: bool


def break_glass(session: Session, subject: bytes, reason: str) -> int:
    """Open a sensitive file for three hours; gives when it closes again (ms since 1970).

    Those joined with it open too.

    It is written down as a record of its own in the file, which travels to the leads, and into
    the access log. A file that is open already stays as it is. Raises NotFound
    `records.no_such_file`, Refused `access.reason_short`, `access.kept_out`, or FormRefused.
    """
    require_file(session, subject)
    if is_kept_out(session, subject):
        raise Refused("access.kept_out", reference=reference(subject))
    if is_open(session, subject):
        return _until(session, subject)
    words = reason.strip()
    if len(words) < LEAST_REASON:
        raise Refused("access.reason_short", least=LEAST_REASON)
    for file in joining.files_of(session, subject).files:
        if not is_open(session, file):
            _open(session, file, words)
    return _until(session, subject)


def _open(session: Session, subject: bytes, words: str) -> None:
    opened = moment_of(session.now_ms())
    until = opened + timedelta(hours=GLASS_HOURS)
    answers: dict[str, Value] = {
        "reason": words,
        "opened_at": opened.isoformat(),
        "until": until.isoformat(),
    }
    id = _save(session, BREAK_GLASS, subject, answers)
    session.note_access(BREAK_GLASS, subject, record=id, detail="")


def acknowledge(session: Session, glass: bytes, finding: str) -> None:
    """Say as a lead what is to be made of a file that someone else opened with a reason.

    Raises NotFound `records.no_such_record`, Refused `access.lead_looks`, or FormRefused.
    """
    record = session.record(glass)
    if record is None or record.kind != BREAK_GLASS:
        raise missing(session, glass, "records.no_such_record")
    if session.is_by_me(glass) or not session.standing(record.space).is_lead:
        raise Refused("access.lead_looks")
    answers: dict[str, Value] = {"glass": glass.hex(), "finding": finding}
    _save(session, GLASS_SEEN, record.subject, answers, space=record.space)


def waiting(reading: Reading) -> Iterator[Glass]:
    """The files that others opened with a reason and no lead has looked at, for a lead alone."""
    seen = _newest(reading, GLASS_SEEN)
    for record in _newest(reading, BREAK_GLASS):
        said = {
            str(each.fields.get("finding"))
            for each in seen
            if each.fields.get("glass") == record.id.hex() and each.author != record.author
        }
        if said - {_ASK} or reading.is_by_me(record.id):
            continue
        if reading.standing(record.space).is_lead:
            yield _glass(record, to_be_asked=bool(said))


def shown_to(reading: Reading, subject: bytes) -> int:
    """How many other people lead the space that a file is in: they are told of a broken glass."""
    person = reading.record(subject)
    return 0 if person is None else reading.standing(person.space).other_leads


def _glass(record: Record, *, to_be_asked: bool) -> Glass:
    opened = moment_ms(record.fields.get("opened_at"))
    until = moment_ms(record.fields.get("until"))
    return Glass(
        record,
        str(record.fields.get("reason") or ""),
        record.created_ms if opened is None else opened,
        record.created_ms if until is None else until,
        to_be_asked,
    )


def _until(reading: Reading, subject: bytes) -> int:
    guard = reading.guards().get(subject)
    return 0 if guard is None else guard.open_until_ms


def _newest(reading: Reading, kind: str) -> list[Record]:
    return reading.rows(reading.list_ids(kind)[:_MOST])


def _save(
    session: Session,
    kind: str,
    subject: bytes,
    answers: dict[str, Value],
    *,
    space: bytes | None = None,
) -> bytes:
    form = library.latest(kind)
    if space is None:
        person = session.record(subject)
        space = None if person is None else person.space
    stored: dict[str, Value] = {**accept(session, form, answers), FORM: form.reference}
    return session.save([Edit(kind, subject, None, stored, {})], space=space)[0].of
