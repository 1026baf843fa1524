"""Reports that the law asks for: what is still to be made, and what a box about one begins with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.duty import FGM, KIND, due_by, is_a_girl, is_open, latest
from app.domain.encoding import Value
from app.domain.people import PersonRow, age_on
from app.domain.records import Record
from app.domain.worklist import Due, Reason
from app.forms.duties import load_duty
from app.ports import Reading
from app.usecases.recording import IMPORTED


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that is still to be made, about an identification or begun as a record of its own.

    `by` is when, `latest` by law at the latest; both in the zone of the moment asked for.
    """

    record: Record
    known: datetime
    by: datetime
    latest: datetime


def owed(reading: Reading, *, now: datetime) -> Iterator[Owed]:
    """Reports that were begun and not made yet."""
    for record in reading.rows(reading.list_ids(KIND)):
        if is_open(record.fields):
            yield _owed(record, record.fields.get("known_at"), now)


def owed_for(
    reading: Reading, found: Record, person: Record | None, *, now: datetime
) -> Owed | None:
    """The report that an identification asks for and nobody began; None where none is due.

    Somebody whose age is not known may be a girl.
    """
    if found.fields.get("abuse_types/fgm") is None or found.fields.get(IMPORTED) is not None:
        return None
    named = {each.fields.get("identification") for each in reading.of_file(found.subject, KIND)}
    if found.id.hex() in named:
        return None
    at = found.fields.get("identified_at")
    seen = _moment(at) or now
    born = None if person is None else _day(person.fields.get("date_of_birth"))
    age = None if born is None else age_on(seen.date(), born)
    return _owed(found, at, now) if is_a_girl(found.fields, age) else None


def due_of(owed: Owed, person: PersonRow | None) -> Due:
    """The row of Today. `form` tells whether it is about a report that was begun."""
    since_ms, form = int(owed.known.timestamp() * 1000), owed.record.kind
    return Due(
        Reason.DUTY, person, owed.record.id, since_ms, form=form, by=owed.by, latest=owed.latest
    )


def begun(reading: Reading, identification: bytes) -> dict[str, Value]:
    """What a report about an identification begins with, or one that stands alone."""
    record = reading.record(identification)
    if record is None or record.kind != "identification":
        return {"duty": FGM}
    told: dict[str, Value] = {
        "duty": FGM,
        "known_at": record.fields.get("identified_at"),
        "reporter_role": record.fields.get("identifier_role"),
        "identification": identification.hex(),
    }
    return {name: value for name, value in told.items() if value is not None}


def _owed(record: Record, known: Value, now: datetime) -> Owed:
    rule = load_duty()
    at = (_moment(known) or now).astimezone(now.tzinfo)
    return Owed(record, at, due_by(rule, at), latest(rule, at))


def _moment(value: Value) -> datetime | None:
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
