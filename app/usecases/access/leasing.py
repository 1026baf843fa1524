"""What a space that is not read here now means for what a person asks: refused, never not there."""

from __future__ import annotations

from app.domain.people import PersonRow
from app.domain.records import SyncState
from app.errors import NotFound, Refused
from app.ports import Reading


def row_of_hidden(reading: Reading, subject: bytes) -> PersonRow | None:
    """The row of a file that is not read now, with its reference alone; None if it is not here."""
    if not reading.is_hidden(subject):
        return None
    return PersonRow(
        subject=subject,
        name="",
        known_as=(),
        date_of_birth=None,
        age=None,
        nhs_number="",
        pronouns="",
        changed_ms=0,
        sync=SyncState.RECEIVED,
        has_clash=False,
        is_hidden=True,
    )


def missing(reading: Reading, id: bytes, code: str) -> Refused:
    """The failure for an id that gave nothing: Refused `lease.hidden` if it is here and not read
    now, else NotFound with this code.
    """
    return Refused("lease.hidden") if reading.is_hidden(id) else NotFound(code)


def require_read(reading: Reading, id: bytes) -> None:
    """Raise Refused `lease.hidden` if a record, or a whole file by its id, is not read here now.

    What concerns all of a file needs that: to let something out, to move it, to erase it.
    """
    if reading.is_hidden(id):
        raise Refused("lease.hidden")
