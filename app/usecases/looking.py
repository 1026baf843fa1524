"""Note in the access log that someone looked: ids and counts, never what was seen or typed."""

from __future__ import annotations

from app.domain.records import Record
from app.ports import Session


def note_view(session: Session, record: Record) -> None:
    """One record was shown."""
    session.note_access("view", record.subject, record=record.id, detail=record.kind)


def note_list(session: Session, kind: str) -> None:
    """The records of a kind were listed."""
    session.note_access("list", b"", record=None, detail=kind)


def note_search(session: Session, hits: int) -> None:
    """A search was made; its words are not kept."""
    session.note_access("search", b"", record=None, detail=f"{hits} found")
