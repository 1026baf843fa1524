"""The history of a record or of a whole file: every change, and everyone who looked."""

from __future__ import annotations

from app.domain.history import Mark, Page
from app.domain.records import Record
from app.ports import Reading
from app.usecases.access.leasing import missing
from app.usecases.access.veiling import require_open


def of_file(reading: Reading, subject: bytes, *, after: Mark | None = None) -> Page:
    """A page of what happened in a file, newest first.

    Raises Refused `access.glass_needed` for a sensitive file that is closed.
    """
    require_open(reading, subject)
    return reading.history_page(subject, None, after=after)


def of_record(reading: Reading, record: Record, *, after: Mark | None = None) -> Page:
    """A page of what happened to one record, its file's openings among it; raises as above.

    A person's record stands for the whole file.
    """
    if record.kind == "person":
        return of_file(reading, record.subject, after=after)
    require_open(reading, record.subject)
    return reading.history_page(record.subject, record.id, after=after)


def find(reading: Reading, id: bytes) -> Record:
    """The record to tell of; raises NotFound `records.no_such_record`."""
    record = reading.record(id)
    if record is None:
        raise missing(reading, id, "records.no_such_record")
    return record
