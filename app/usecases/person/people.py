"""Who the files are about: rows for lists, and the files that words may mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.domain.encoding import Value
from app.domain.people import PersonRow, age_on, reference
from app.domain.records import FileState, Found, Record
from app.domain.sensitive import GUARDS
from app.forms import fields, library
from app.ports import Reading
from app.usecases.access import veiling
from app.usecases.access.veiling import Closed
from app.usecases.person import joining

_MOST_MATCHES = 8


def numbers(reading: Reading) -> list[int]:
    """The row numbers of all people, those first in whose files something changed last.

    A closed file stands where it did: that somebody wrote in it is told nobody by its place.
    """
    lately = reading.people_lately(GUARDS, veiling.closed_files(reading))
    found = reading.list_ids("person")
    first = dict.fromkeys(lately)
    return [*first, *(each for each in found if each not in first)]


def rows(reading: Reading, numbers: Sequence[int], *, today: date) -> list[PersonRow]:
    """The people with these row numbers, in this order, as they stand today."""
    closed = veiling.closed_files(reading)
    leads = joining.leads(reading)
    found = [row_of(record, today=today, closed=closed) for record in reading.rows(numbers)]
    found = as_files(reading, found)
    return [
        replace(row, part_of=reference(leads[row.subject])) if row.subject in leads else row
        for row in found
    ]


def as_files(reading: Reading, rows: Sequence[PersonRow]) -> list[PersonRow]:
    """The same rows with how the whole file of each stands, not what is known of the person alone.

    Who guards a file is no news of it, and a closed one tells nothing of itself.
    """
    states = reading.file_states([row.subject for row in rows], GUARDS)
    return [_as_file(row, states.get(row.subject)) for row in rows]


def _as_file(row: PersonRow, state: FileState | None) -> PersonRow:
    if state is None or row.is_closed or row.is_hidden:
        return row
    return replace(row, changed_ms=state.changed_ms, sync=state.sync, has_clash=state.has_clash)


def row_of(person: Record, *, today: date, closed: Closed) -> PersonRow:
    """One person's row; a blank or a value that cannot be read shows as not known."""
    (person,) = veiling.veil([person], closed)
    answers = fields.from_fields(library.latest("person"), person.fields)
    born = day_of(answers.get("date_of_birth"))
    known_as = answers.get("known_as")
    return PersonRow(
        subject=person.subject,
        name=_text(answers, "name"),
        known_as=tuple(str(name) for name in known_as) if isinstance(known_as, list) else (),
        date_of_birth=born,
        age=None if born is None else age_on(today, born),
        nhs_number=_text(answers, "nhs_number"),
        pronouns=_text(answers, "pronouns"),
        changed_ms=person.changed_ms,
        sync=person.sync,
        has_clash=bool(person.clashes),
        is_closed=person.subject in closed,
        apart=person.apart,
    )


def among(
    hits: Sequence[Found], *, today: date, closed: Closed, most: int = _MOST_MATCHES
) -> list[PersonRow]:
    """The people among what a search met, in its order, as many as a person looks through."""
    found = [hit.record for hit in hits if hit.record.kind == "person"]
    return [row_of(person, today=today, closed=closed) for person in found[:most]]


def file_row(reading: Reading, subject: bytes, *, today: date) -> PersonRow | None:
    """The row of one file, or None if the vault does not hold it."""
    person = reading.record(subject)
    if person is None:
        return None
    return row_of(person, today=today, closed=veiling.closed_files(reading))


def _text(answers: Mapping[str, Value], name: str) -> str:
    value = answers.get(name)
    return value if isinstance(value, str) else ""


def day_of(value: Value) -> date | None:
    """The day that a stored answer says, None for a blank and for what is no day."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
