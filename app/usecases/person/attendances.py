"""Earlier records of one person, out of that person's own files and no other."""

from __future__ import annotations

from datetime import datetime

from app.domain.attendances import Attendance, Attendances
from app.domain.encoding import Value
from app.domain.moments import moment_of
from app.domain.moving import written_ms
from app.domain.records import Record
from app.ports import Reading
from app.usecases.access import veiling
from app.usecases.person import joining
from app.usecases.person.files import answers_of

_DANGER = ("immediate_danger", "hark_safety")


def earlier(reading: Reading, subject: bytes) -> Attendances:
    """The identifications in this person's files; nothing of a sensitive one that is closed.

    Those entered in error count for nothing. Nobody else's file is read: what it says of this
    person stays there.
    """
    if not veiling.is_open(reading, subject):
        return Attendances(subject, is_closed=True)
    files = joining.shown_files(reading, subject).files
    records = (each for file in files for each in reading.records_of(file))
    found = (_attendance(each) for each in records if each.kind == "identification")
    return Attendances(subject, tuple(sorted(found, key=lambda each: each.day, reverse=True)))


def _attendance(record: Record) -> Attendance:
    answers = answers_of(record)
    at = _moment(answers.get("identified_at")) or moment_of(written_ms(record))
    return Attendance(
        at.astimezone().date(),
        _text(answers.get("setting_type")),
        _text(answers.get("outcome")),
        any(answers.get(name) == "yes" for name in _DANGER),
    )


def _moment(value: Value) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""
