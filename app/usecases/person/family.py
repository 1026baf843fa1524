"""The children and the other person in a survivor's file: records of this file, and of no other.

Who is also a patient or client has a file of his own. The link to it is a field here; nothing in
that file, and nothing that is counted, listed or found about it, knows of the link.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.encoding import Value
from app.domain.masking import CHILD, OTHER_PERSON
from app.domain.nhs_number import read_nhs_number
from app.domain.people import age_on, reference
from app.domain.records import Record
from app.errors import FormRefused, NotFound
from app.ports import Reading, Session
from app.usecases import editing
from app.usecases.access.veiling import require_open
from app.usecases.contact.contacting import require_reason_to_ring
from app.usecases.person import joining
from app.usecases.person.files import answers_of, whole_answers
from app.usecases.recording import LINK

OPENED = "apart_opened"
"""What the access log calls a look at the other person with a reason."""


@dataclass(frozen=True, slots=True)
class Child:
    """A child as the page shows it; `name` may be empty, `age` and `due` unknown."""

    id: bytes
    name: str
    age: int | None
    due: date | None
    lives_with: str
    exposure: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """The other person as the page shows him: the relation, and no name."""

    id: bytes
    relationship: str
    lives_with_them: str


@dataclass(frozen=True, slots=True)
class Family:
    """Children, the oldest record first, and others kept apart."""

    children: tuple[Child, ...] = ()
    others: tuple[Other, ...] = ()


@dataclass(frozen=True, slots=True)
class Apart:
    """What is kept apart, opened with a reason; `file` is his own file here, if he has one."""

    record: Record
    answers: Mapping[str, Value]
    file: bytes | None


def family_of(reading: Reading, subject: bytes, *, today: date) -> Family:
    """Who is in this file, and in those shown as one with it, besides whom it is about."""
    whole = joining.shown_files(reading, subject)
    records = [each for file in whole.files for each in reading.records_of(file)]
    return Family(
        tuple(_child(each, today) for each in records if each.kind == CHILD),
        tuple(
            Other(each.id, _text(each, "relationship"), _text(each, "lives_with_them"))
            for each in records
            if each.kind == OTHER_PERSON
        ),
    )


def open_apart(session: Session, id: bytes, reason: str) -> Apart:
    """Open what is kept apart about the other person; the reason goes into the access log.

    It is a line of this file, never of his. Raises NotFound `records.no_such_record`, Refused
    `contact.outside` or `contact.reason_short`, or as `veiling.require_open`.
    """
    record = editing.find(session, id)
    if record.kind != OTHER_PERSON or record.is_away:
        raise NotFound("records.no_such_record")
    require_open(session, record.subject)
    require_reason_to_ring(reason)
    detail = " ".join(reason.split())
    session.note_access(OPENED, record.subject, record=record.id, detail=detail)
    return Apart(record, whole_answers(record), _linked(record))


def file_named(reading: Reading, words: str) -> bytes:
    """The one file with this reference or NHS number; raises FormRefused for `file`."""
    number = read_nhs_number(words.strip())
    hits = [hit.record for hit in reading.find(number or words.strip())]
    found = {
        each.subject
        for each in hits
        if each.kind == "person"
        and (
            each.fields.get("nhs_number") == number
            if number
            else reference(each.subject) == words.strip().upper()
        )
    }
    if len(found) != 1:
        raise FormRefused({LINK: "no_such_file"})
    return found.pop()


def _linked(record: Record) -> bytes | None:
    """The file that it names; None for what a merge brought that is no id."""
    try:
        return bytes.fromhex(_text(record, LINK)) or None
    except ValueError:
        return None


def _child(record: Record, today: date) -> Child:
    answers = answers_of(record)
    born, age = _day(answers.get("date_of_birth")), answers.get("age")
    known = age if isinstance(age, int) else None
    exposure = answers.get("exposure")
    return Child(
        record.id,
        _text(record, "name"),
        age_on(today, born) if born is not None else known,
        _day(answers.get("due_on")),
        _text(record, "lives_with"),
        tuple(str(each) for each in exposure) if isinstance(exposure, list) else (),
    )


def _text(record: Record, name: str) -> str:
    value = record.fields.get(name)
    return value if isinstance(value, str) else ""


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
