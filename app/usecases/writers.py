"""By whom the versions of a clash were written, where one was put back to be settled anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.changes import Change
from app.domain.encoding import encode
from app.domain.history import Mark, Written
from app.domain.records import Record, Version
from app.ports import Reading


def with_writers(reading: Reading, record: Record) -> Record:
    """With those named who wrote what was put back to be settled anew, not whoever reopened it."""
    history = reading.history(record.id)
    told = {
        field: tuple(_as_written(reading, record, field, each, history) for each in versions)
        for field, versions in record.clashes.items()
    }
    return replace(record, clashes=told)


def _as_written(
    reading: Reading, record: Record, field: str, version: Version, history: Sequence[Change]
) -> Version:
    """The version by the first who wrote it, if its change writes it once more over nothing."""
    same = [
        each
        for each in history
        if field in each.set and encode(each.set[field]) == encode(version.value)
    ]
    last = next((each for each in same if each.id == version.change), None)
    if last is None or last.over.get(field) or same[0] is last:
        return version
    first = _written(reading, record, same[0].id)
    if first is None:
        return version
    return replace(
        version,
        author=first.author,
        at_ms=first.change.time[0],
        pc=first.pc,
        is_here=first.is_here,
    )


def _written(reading: Reading, record: Record, change: bytes) -> Written | None:
    """A change of a record, with who wrote it."""
    older: Mark | None = None
    while True:
        page = reading.history_page(record.subject, record.id, after=older)
        for each in page.entries:
            if isinstance(each, Written) and each.change.id == change:
                return each
        older = page.older
        if older is None:
            return None
