"""Record something new: a person, a note, an identification."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from app.domain.around import CONFIDANT, WATCHED, watched_id
from app.domain.changes import Edit
from app.domain.duty import KIND as DUTY
from app.domain.encoding import Value
from app.domain.masking import POINT
from app.domain.moments import moment_of
from app.domain.practice import OF_NOBODY
from app.domain.record_safety import safety_id
from app.errors import FormRefused, NotFound, Refused
from app.forms import checking, fields, library
from app.forms.definition import Form
from app.forms.own_kinds import is_own_kind, own_kinds
from app.forms.record_safety import OF, RECORD_SAFETY
from app.ports import Reading, Session
from app.usecases.access.leasing import require_read
from app.usecases.contact.rules import require_one_place
from app.usecases.person.same_files import files_of

INJURY = "injury"
IMMUTABLE = frozenset({"note", "contact"})
OF_A_FILE = (
    *("referral", "contact_point", "contact", "child", "other_person", CONFIDANT, WATCHED),
    *(RECORD_SAFETY, DUTY, INJURY),
)
"""Kinds that stand in a file which is there already."""
KINDS = ("person", "identification", "note", *OF_A_FILE, *sorted(OF_NOBODY))
_FILES = OF_NOBODY | {"person"}
"""Kinds that are a file of their own, and take no other."""
FORM, IMPORTED = "form", "imported"
_OF_PAST = ("handed_over_at", "handed_over_to")
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
    safety: Mapping[str, Value] | None = None,
    imported: str = "",
) -> Recorded:
    """Save a new record through its form, and open a file for it if none is named.

    `about` are a person's answers for the file so opened; without them it is unnamed. A person,
    and what is about nobody, is a file of its own and takes no `subject`. `safety` is what was
    done already to keep the record of an identification safe; it is a record of its own. `imported`
    tells a row of a spreadsheet that it was made from. Raises Refused `records.unknown_kind` or
    `records.safety_begun`, FormRefused, or NotFound `records.no_such_file`.
    """
    require_kind(kind)
    _require_place(kind, subject)
    _require_plain(kind, answers, is_past=bool(imported))
    form = library.latest(kind)
    answers = accept(session, form, answers)
    edits = []
    if subject is None:
        subject = session.new_id()
        if kind not in _FILES:
            edits.append(_person(session, subject, about or {}))
    elif not _is_left(session, subject):
        require_file(session, subject)
    require_named(session, answers, subject)
    require_one_place(answers)
    made, place = _marked(_edit(session, form, answers, subject), imported), len(edits)
    edits.append(made)
    if safety and made.record is not None:
        edits.append(_beside(session, made.record, safety, subject))
    changes = session.save(edits, space=space)
    return Recorded(changes[place].of, subject)


def _marked(made: Edit, imported: str) -> Edit:
    """The record with what tells the row of a spreadsheet that it was made from."""
    return replace(made, set={**made.set, IMPORTED: imported}) if imported else made


def require_linked(session: Session, answers: Mapping[str, Value], subject: bytes) -> None:
    """Raise NotFound `records.no_such_file`, or FormRefused where a file is linked to itself, or
    to one that is shown as one with it.
    """
    linked = answers.get(LINK)
    if linked in {each.hex() for each in files_of(session, subject).files}:
        raise FormRefused({LINK: "no_such_file"})
    if isinstance(linked, str):
        require_file(session, bytes.fromhex(linked))


def require_kind(kind: str) -> None:
    """Raise Refused `records.unknown_kind` for what cannot be recorded."""
    if kind not in KINDS and not is_own_kind(kind):
        raise Refused("records.unknown_kind", kinds=", ".join((*KINDS, *own_kinds())))


def _require_place(kind: str, subject: bytes | None) -> None:
    """Raise FormRefused for a file that is missing, or named where it is made."""
    if kind in _FILES and subject is not None:
        raise FormRefused({"subject": "unknown_field"})
    if (kind in OF_A_FILE or is_own_kind(kind)) and subject is None:
        raise FormRefused({"subject": "needed"})


def _require_plain(kind: str, answers: Mapping[str, Value], *, is_past: bool) -> None:
    """Raise Refused `referrals.own_way` for a referral that goes any way but by phone."""
    if kind == "referral" and answers.get("way") not in (None, "by_phone"):
        raise Refused("referrals.own_way")
    missing = missing_of(kind, answers, is_past=is_past)
    if missing:
        raise FormRefused(missing)


def missing_of(kind: str, answers: Mapping[str, Value], *, is_past: bool) -> dict[str, str]:
    """What a referral by phone needs beyond its form; one of a spreadsheet names no record."""
    if kind != "referral":
        return {}
    needed = _OF_PAST if is_past else (*_OF_PAST, "identification")
    return {name: "needed" for name in needed if answers.get(name) is None}


def accept(session: Session, form: Form, answers: Mapping[str, Value]) -> dict[str, Value]:
    """The answers as they are stored; raises FormRefused unless the form allows them now."""
    return checking.accept(form, answers, now=now(session), training=session.is_training)


def now(session: Reading) -> datetime:
    """This moment on the PC's clock and in its time zone, so that today is the day here."""
    return moment_of(session.now_ms()).astimezone()


def require_file(session: Session, subject: bytes) -> None:
    """Raise NotFound `records.no_such_file` unless the vault holds this file.

    One that is not shown now is held all the same, and is written in.
    """
    person = session.record(subject)
    is_file = session.is_hidden(subject) if person is None else person.kind == "person"
    if not is_file:
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
    if form.name in OF_NOBODY:
        return Edit(form.name, subject, subject, stored, {})
    return Edit(form.name, subject, _id_of(session, form, answers, subject), stored, {})


def _id_of(
    session: Session, form: Form, answers: Mapping[str, Value], subject: bytes
) -> bytes | None:
    if form.name == RECORD_SAFETY:
        id = safety_id(bytes.fromhex(str(answers[OF])))
        if session.record(id) is not None:
            raise Refused("records.safety_begun")
        return id
    if form.name == WATCHED:
        id = watched_id(subject)
        if session.record(id) is not None:
            raise Refused("records.watched_begun")
        return id
    return None if form.name in IMMUTABLE else session.new_id()


def _beside(session: Session, of: bytes, safety: Mapping[str, Value], subject: bytes) -> Edit:
    """What keeps the record of an identification safe, as a record of its own."""
    form = library.latest(RECORD_SAFETY)
    return _edit(session, form, accept(session, form, {**safety, OF: of.hex()}), subject)


def require_named(session: Session, answers: Mapping[str, Value], subject: bytes) -> None:
    """What a record names, the note it corrects or what was handed over, is of the same file.

    Raises NotFound `records.no_such_note` or `records.no_such_identification`.
    """
    for field, kind in _NAMED.items():
        id = answers.get(field)
        if not isinstance(id, str):
            continue
        named = session.record(bytes.fromhex(id))
        if named is None or named.kind != kind or named.subject != subject:
            require_read(session, bytes.fromhex(id))
            raise NotFound(f"records.no_such_{kind}")
    require_linked(session, answers, subject)
