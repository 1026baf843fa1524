"""Look at records, and note in the access log that someone did: ids and counts, never content."""

from __future__ import annotations

from app.domain.attachment import KIND
from app.domain.records import Record
from app.errors import NotFound, Refused
from app.ports import Reading, Session
from app.usecases.editing import ENTERED_IN_ERROR
from app.usecases.recording import KINDS

_LISTED = (*KINDS, KIND, ENTERED_IN_ERROR)


def one(reading: Reading, id: bytes) -> Record:
    """The record with this id; raises NotFound `records.no_such_record`."""
    record = reading.record(id)
    if record is None:
        raise NotFound("records.no_such_record")
    return record


def of_kind(reading: Reading, kind: str) -> list[Record]:
    """The records of a kind, newest change first, without those put away.

    Raises Refused `records.kind_not_listed` for one that neither this version nor the vault knows.
    """
    records = reading.rows(reading.list_ids(kind))
    if not records and kind not in _LISTED:
        raise Refused("records.kind_not_listed", kinds=", ".join(_LISTED))
    return records


def reason_in_error(reading: Reading, record: Record) -> str | None:
    """Why an immutable record was put away, as its newest correction says; None if it was not."""
    if not (record.is_immutable and record.is_away):
        return None
    reasons = [
        other.fields.get("reason")
        for other in reading.records_of(record.subject)
        if other.kind == ENTERED_IN_ERROR and other.fields.get("corrects") == record.id.hex()
    ]
    return str(reasons[-1]) if reasons else None


def note_view(session: Session, record: Record) -> None:
    """One record was shown."""
    session.note_access("view", record.subject, record=record.id, detail=record.kind)


def note_list(session: Session, kind: str) -> None:
    """The records of a kind were listed."""
    session.note_access("list", b"", record=None, detail=kind)


def note_search(session: Session, hits: int) -> None:
    """A search was made; its words are not kept."""
    session.note_access("search", b"", record=None, detail=f"{hits} found")
