"""Make records of what a ward PC sealed to the team: once, however many PCs open it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.moments import moment_of
from app.domain.parcels import Arrived, Parcel
from app.domain.records import Record
from app.domain.ward_door import (
    DOOR,
    KEPT,
    KIND,
    SEEN,
    VOUCHED,
    WHOLE,
    DoorRecord,
    file_of,
    mark_of,
    record_of,
    safety_of,
    unpack,
)
from app.errors import FormRefused, NotFound, Refused, YarrowError
from app.forms import checking, fields, library
from app.forms.definition import Form
from app.forms.record_safety import OF, RECORD_SAFETY, with_points
from app.forms.telling import lines_of
from app.ports import Reading, Session
from app.usecases.made import is_made
from app.usecases.recording import FORM, now
from app.usecases.ward import refusals

NOT_UNDERSTOOD = "parcels.door_not_understood"
NOT_VOUCHED = "parcels.door_not_vouched"
_UNKNOWN = "PC not known"
_IDENTIFICATION, _NOTE, _PERSON = "identification", "note", "person"
_THEIR_WORDS = "their_words"
_UNFINISHED = "Recorded at a ward PC and not finished there. These answers were given:"
_NOT_ALLOWED = (
    "Recorded at a ward PC. The form here does not take these answers together, so they are kept "
    "as they came:"
)
_LONGEST_LINE = 50_000
_DEVICE = re.compile("[0-9a-f]{32}")


def take_in(session: Session) -> None:
    """Take in whatever came from the ward PCs of this vault's spaces.

    What the form allows becomes an identification in a file of its own; anything else a note
    there, word for word. What is no page at all is kept apart, and so is what came of a PC that a
    lead refused. Of what waits for a person's word that came here as a record meanwhile, somebody
    has decided.
    """
    for apart in session.parcels.apart():
        if apart.sender == apart.own and _is_here(session, apart.own, apart.id):
            is_whole = apart.is_proven and apart.why != NOT_VOUCHED
            (session.parcels.let_in if is_whole else session.parcels.drop)(apart)
    came = [each for each in session.parcels.arrived() if each.parcel.team == each.parcel.own]
    spaces = {each.parcel.own for each in came}
    off = {space: refusals.refused(session, space) for space in spaces}
    for arrived in came:
        parcel, is_refused = arrived.parcel, arrived.device in off[arrived.parcel.own]
        if is_refused and not _is_here(session, parcel.own, parcel.id):
            session.parcels.set_apart(arrived, refusals.REFUSED)
        else:
            _take(session, arrived)


def words_of(parcel: Parcel) -> list[tuple[str, str]]:
    """A page as lines, each with the label that it has in a note; raises Refused
    `parcels.door_not_understood` for what is no page.
    """
    said = unpack(parcel.fields)
    if said is None:
        raise Refused(NOT_UNDERSTOOD)
    return _lines(said)


def note_seen(session: Session, mark: bytes) -> None:
    """Somebody has what came from a ward PC; raises NotFound `records.no_such_record`."""
    known = session.record(mark)
    if known is None or known.kind != KIND:
        raise NotFound("records.no_such_record")
    over = {SEEN: known.heads.get(SEEN, ())}
    session.save([Edit(KIND, known.subject, known.id, {SEEN: "yes"}, over)], space=known.space)


def door_of(reading: Reading, mark: Record) -> str:
    """What the ward PC is called that something came from."""
    device = str(mark.fields.get(DOOR) or "")
    if mark.fields.get(VOUCHED) == "no":
        return _UNKNOWN
    if mark.space is None or not _DEVICE.fullmatch(device):
        return ""
    return reading.pc_called(mark.space, bytes.fromhex(device))


def _take(session: Session, arrived: Arrived) -> None:
    parcel = arrived.parcel
    said = unpack(parcel.fields)
    if said is None:
        session.parcels.set_apart(arrived, NOT_UNDERSTOOD)
        return
    file = file_of(parcel.own, parcel.id)
    records = _identified(session, said, parcel) or [_note(said, file)]
    person = Edit(_PERSON, file, file, _of_person(session, said), {})
    mark = Edit(
        KIND,
        file,
        mark_of(parcel.own, parcel.id),
        {
            DOOR: arrived.device.hex(),
            KEPT: records[0].kind,
            WHOLE: "yes" if said.is_whole else "no",
            **({VOUCHED: "no"} if arrived.why == NOT_VOUCHED else {}),
        },
        {},
    )
    edits, seed = [person, *records, mark], parcel.own + parcel.id
    try:
        session.save_made(edits, of=seed, at_ms=said.at_ms, space=parcel.own)
    except YarrowError:
        # One that no vault can hold must not hold up those behind it.
        session.parcels.set_apart(arrived, NOT_UNDERSTOOD)
    else:
        session.parcels.settle(arrived)


def _identified(session: Session, said: DoorRecord, parcel: Parcel) -> list[Edit]:
    """The identification and what keeps its record safe; nothing if a form does not take them."""
    form, file = _form_of(said), file_of(parcel.own, parcel.id)
    id = record_of(parcel.own, parcel.id)
    if not said.is_whole:
        return []
    try:
        _checked(session, said, library.latest(_PERSON), said.about)
        stored = _stored(form, _checked(session, said, form, said.answers))
        made = [Edit(_IDENTIFICATION, file, id, {**stored, FORM: form.reference}, {})]
        if said.safety:
            made.append(_safety(session, said, parcel))
    except FormRefused:
        return []
    return made


def _safety(session: Session, said: DoorRecord, parcel: Parcel) -> Edit:
    form = library.latest(RECORD_SAFETY)
    answers = {**said.safety, OF: record_of(parcel.own, parcel.id).hex()}
    stored = _stored(form, _checked(session, said, form, answers))
    file, id = file_of(parcel.own, parcel.id), safety_of(parcel.own, parcel.id)
    return Edit(RECORD_SAFETY, file, id, {**stored, FORM: form.reference}, {})


def _note(said: DoorRecord, file: bytes) -> Edit:
    """All of it in words, for what the forms do not take."""
    note = library.latest(_NOTE)
    first = _NOT_ALLOWED if said.is_whole else _UNFINISHED
    lines: list[Value] = []
    for label, text in (("fact", first), *_lines(said)):
        for part in _parts(text):
            line: dict[str, Value] = {"label": label, "text": part}
            lines.append(line)
    return Edit(_NOTE, file, None, {"lines": lines, FORM: note.reference}, {})


def _lines(said: DoorRecord) -> list[tuple[str, str]]:
    form = with_points(_form_of(said))
    told = [("fact", text) for _, text in lines_of(library.latest(_PERSON), said.about)]
    for name, text in lines_of(form, {**said.answers, **said.safety}):
        told.append(("said" if name == _THEIR_WORDS else "fact", text))
    return told


def _is_here(reading: Reading, own: bytes, parcel: bytes) -> bool:
    mark, file = mark_of(own, parcel), file_of(own, parcel)
    return is_made(reading, KIND, mark, subject=file, space=own)


def _parts(text: str) -> Iterator[str]:
    for at in range(0, max(len(text), 1), _LONGEST_LINE):
        yield text[at : at + _LONGEST_LINE]


def _of_person(session: Session, said: DoorRecord) -> dict[str, Value]:
    """What is known of the person; nothing if the form does not take it, and then a note has it."""
    form = library.latest(_PERSON)
    try:
        return _stored(form, _checked(session, said, form, said.about))
    except FormRefused:
        return {}


def _checked(
    session: Session, said: DoorRecord, form: Form, answers: Mapping[str, Value]
) -> dict[str, Value]:
    return checking.accept(form, answers, now=_at(session, said), training=session.is_training)


def _stored(form: Form, answers: Mapping[str, Value]) -> dict[str, Value]:
    """The fields, with ids of elements that every PC gives alike."""
    numbers = iter(range(1, 1 << 32))
    return fields.to_fields(form, answers, new_element_id=lambda: f"{next(numbers) << 40:016x}")


def _form_of(said: DoorRecord) -> Form:
    try:
        form = library.by_reference(said.form)
    except YarrowError:
        return library.latest(_IDENTIFICATION)
    return form if form.name == _IDENTIFICATION else library.latest(_IDENTIFICATION)


def _at(session: Session, said: DoorRecord) -> datetime:
    """This moment, or that of the ward PC, whose clock may be ahead."""
    here = now(session)
    return max(here, moment_of(said.at_ms).astimezone(here.tzinfo))
