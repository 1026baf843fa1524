"""Look at records, and note in the access log that someone did: ids and counts, never content."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.attachment import KIND
from app.domain.masking import masks
from app.domain.people import PersonRow
from app.domain.records import Record
from app.domain.referral import NEWS
from app.errors import Refused
from app.forms.agreed import PAGE
from app.forms.own_kinds import own_kinds
from app.ports import Reading, Session
from app.usecases.access import veiling
from app.usecases.access.leasing import missing
from app.usecases.contact.contacting import ANYWAY, require_reason_to_ring
from app.usecases.editing import ENTERED_IN_ERROR
from app.usecases.recording import KINDS

_LISTED = (*KINDS, NEWS, PAGE, KIND, ENTERED_IN_ERROR)


def one(reading: Reading, id: bytes) -> Record:
    """The record with this id.

    Raises NotFound `records.no_such_record`, or Refused `access.glass_needed` for one of a
    sensitive file that is closed to this reader.
    """
    record = reading.record(id)
    if record is None:
        raise missing(reading, id, "records.no_such_record")
    veiling.require_open(reading, record.subject)
    return record


def of_kind(reading: Reading, kind: str) -> list[Record]:
    """The records of a kind, newest change first, without those put away.

    Those of closed files have nothing in them. Raises Refused `records.kind_not_listed` for one
    that neither this version nor the vault knows.
    """
    records = reading.rows(reading.list_ids(kind))
    if not records and kind not in (*_LISTED, *own_kinds()):
        kinds = ", ".join((*_LISTED, *own_kinds()))
        raise Refused("records.kind_not_listed", kinds=kinds)
    return veiling.veil(records, veiling.closed_files(reading))


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


def note_whole(session: Session, id: bytes, reason: str) -> None:
    """What is kept from sight in a record is about to be shown, with the reason for it.

    Nothing is written for a record in which nothing is. Raises as `one` does, and as
    `contacting.require_reason_to_ring`.
    """
    record = one(session, id)
    if not any(masks(record.kind, name) for name in (*record.fields, *record.clashes)):
        return
    require_reason_to_ring(reason)
    detail = " ".join(reason.split())
    session.note_access(ANYWAY, record.subject, record=record.id, detail=detail)


def note_history(session: Session, record: Record) -> None:
    """The history of a record was shown, and with it what stands and stood in it."""
    session.note_access("history", record.subject, record=record.id, detail=record.kind)


def note_list(session: Session, kind: str, records: Iterable[Record]) -> None:
    """These records of a kind were listed; of closed files nothing was seen."""
    _note_shown(session, "list", records, none=kind)


def note_search(session: Session, records: Iterable[Record]) -> None:
    """A search showed these records; its words are not kept."""
    _note_shown(session, "search", records, none="0 found")


def note_people(session: Session, what: str, rows: Iterable[PersonRow]) -> None:
    """These people were on the screen, in a `list` or after a `search`."""
    seen = [(row.subject, row.subject, "person") for row in rows if not row.is_closed]
    session.note_accesses(what, seen)


def _note_shown(session: Session, what: str, records: Iterable[Record], *, none: str) -> None:
    """An entry for each record that was shown, or one that says there was none."""
    closed = veiling.closed_files(session)
    seen = [(each.subject, each.id, each.kind) for each in records if each.subject not in closed]
    if seen:
        session.note_accesses(what, seen)
    else:
        session.note_access(what, b"", record=None, detail=none)
