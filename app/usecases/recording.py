"""Record something new: a person, a note, an identification."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.masking import POINT
from app.domain.moments import moment_of
from app.errors import FormRefused, NotFound, Refused
from app.forms import checking, fields, library
from app.forms.definition import Form
from app.ports import Session
from app.usecases.contact_rules import require_one_place

IMMUTABLE = frozenset({"note", "contact"})
OF_A_FILE = ("referral", "contact_point", "contact", "child", "other_person")
"""Kinds that stand in a file which is there already."""
KINDS = ("person", "identification", "note", *OF_A_FILE)
FORM = "form"
LINK = "file"
"""Where a child or another person who has a file here is linked to it: in this file alone."""
_NAMED = {"corrects": "note", "identification": "identification", "point": POINT}


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a save made: the record's id (16 bytes, 32 for a note) and the file it stands in."""

    id: bytes
    subject: bytes


def record(
    session: Session,
    kind: str,
    answers: Mapping[str, Value],
    *,
    subject: bytes | None = None,
    about: Mapping[str, Value] | None = None,
    space: bytes | None = None,
) -> Recorded:
    """Save a new record through its form, and open a file for it if none is named.

    `about` are a person's answers for the file so opened; without them it is unnamed. A person
    is a file of its own and takes no `subject`. Raises Refused `records.unknown_kind`,
    FormRefused, or NotFound `records.no_such_file`.
    """
    require_kind(kind)
    if kind == "person" and subject is not None:
        raise FormRefused({"subject": "unknown_field"})
    if kind in OF_A_FILE and subject is None:
        raise FormRefused({"subject": "needed"})
    form = library.latest(kind)
    answers = accept(session, form, answers)
    edits = []
    if subject is None:
        subject = session.new_id()
        if kind != "person":
            edits.append(_person(session, subject, about or {}))
    elif not _is_left(session, subject):
        require_file(session, subject)
    _require_named(session, answers, subject)
    require_one_place(answers)
    edits.append(_edit(session, form, answers, subject))
    changes = session.save(edits, space=space)
    return Recorded(changes[-1].of, subject)


def require_kind(kind: str) -> None:
    """Raise Refused `records.unknown_kind` for what cannot be recorded."""
    if kind not in KINDS:
        raise Refused("records.unknown_kind", kinds=", ".join(KINDS))


def accept(session: Session, form: Form, answers: Mapping[str, Value]) -> dict[str, Value]:
    """The answers as they are stored; raises FormRefused unless the form allows them now."""
    return checking.accept(form, answers, now=now(session), training=session.is_training)


def now(session: Session) -> datetime:
    """This moment on the PC's clock and in its time zone, so that today is the day here."""
    return moment_of(session.now_ms()).astimezone()


def require_file(session: Session, subject: bytes) -> None:
    """Raise NotFound `records.no_such_file` unless the vault holds this file."""
    person = session.record(subject)
    if person is None or person.kind != "person":
        raise NotFound("records.no_such_file")


def _is_left(session: Session, subject: bytes) -> bool:
    """Whether whom a file is about was erased, and something arrived after that."""
    return session.record(subject) is None and bool(session.history_of(subject))


def _person(session: Session, subject: bytes, about: Mapping[str, Value]) -> Edit:
    form = library.latest("person")
    return _edit(session, form, accept(session, form, about), subject)


def _edit(session: Session, form: Form, answers: Mapping[str, Value], subject: bytes) -> Edit:
    stored = fields.to_fields(form, answers, new_element_id=lambda: session.new_id()[:8].hex())
    if form.name == "person":
        return Edit("person", subject, subject, stored, {})
    stored[FORM] = form.reference
    id = None if form.name in IMMUTABLE else session.new_id()
    return Edit(form.name, subject, id, stored, {})


def _require_named(session: Session, answers: Mapping[str, Value], subject: bytes) -> None:
    """What a record names, the note it corrects or what was handed over, is of the same file."""
    for field, kind in _NAMED.items():
        id = answers.get(field)
        if not isinstance(id, str):
            continue
        named = session.record(bytes.fromhex(id))
        if named is None or named.kind != kind or named.subject != subject:
            raise NotFound(f"records.no_such_{kind}")
    linked = answers.get(LINK)
    if isinstance(linked, str):
        require_file(session, bytes.fromhex(linked))
