"""Attachments of a file: recorded once their object is stored, and looked at."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.attachment import KEY, KIND, MEDIA, OBJECT, Media, Sealed, media_in, sealed_in
from app.domain.changes import Edit
from app.domain.encoding import Value
from app.domain.records import Record
from app.errors import Damaged, Refused
from app.forms import fields, library
from app.ports import Reading, Session
from app.usecases.access.leasing import missing
from app.usecases.access.veiling import require_open
from app.usecases.recording import FORM, accept, require_file


def check(session: Session, subject: bytes, about: Mapping[str, Value]) -> None:
    """Whether an attachment with these answers could be kept, before its file is read.

    Raises NotFound `records.no_such_file`, or FormRefused.
    """
    require_file(session, subject)
    accept(session, library.latest(KIND), {**about, **_STAND_IN})


def record(
    session: Session,
    subject: bytes,
    sealed: Sealed,
    *,
    media: Media,
    about: Mapping[str, Value],
) -> bytes:
    """Record an object that is stored already; gives the record's id, 32 bytes.

    `about` are the answers of the form that are not the seal's. It is one immutable change.
    Raises as `check` does.
    """
    require_file(session, subject)
    form = library.latest(KIND)
    seal = sealed.fields()
    told = {name: value for name, value in seal.items() if name not in (OBJECT, KEY)}
    answers = accept(session, form, {**about, **told, MEDIA: media.value})
    stored = fields.to_fields(form, answers, new_element_id=lambda: session.new_id()[:8].hex())
    edit = Edit(KIND, subject, None, {**stored, **seal, FORM: form.reference}, {})
    return session.save([edit])[0].id


def find(reading: Reading, id: bytes) -> Record:
    """The attachment with this id.

    Raises NotFound `attachment.no_such`, or Refused `access.glass_needed` in a sensitive file that
    is closed to this reader.
    """
    found = reading.record(id)
    if found is None or found.kind != KIND:
        raise missing(reading, id, "attachment.no_such")
    require_open(reading, found.subject)
    return found


def content_of(record: Record) -> tuple[Media, Sealed]:
    """What kind of file it is, and where its content is.

    Raises Refused `attachment.newer_kind` for a kind that this version does not know, Damaged
    `attachment.damaged` for a record that names no object.
    """
    media, sealed = media_in(record.fields), sealed_in(record.fields)
    if sealed is None:
        raise Damaged("attachment.damaged")
    if media is None:
        raise Refused("attachment.newer_kind")
    return media, sealed


def note_view(session: Session, record: Record) -> None:
    """It was opened and looked at."""
    session.note_access("viewed", record.subject, record=record.id, detail=KIND)


_STAND_IN: dict[str, Value] = {
    MEDIA: Media.TEXT.value,
    "size": 0,
    "content_sha256": "0" * 64,
    "original_sha256": "0" * 64,
}
