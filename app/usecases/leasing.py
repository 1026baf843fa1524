"""What a space that is not read here now means for what a person asks: refused, never not there."""

from __future__ import annotations

from app.errors import NotFound, Refused
from app.ports import Reading


def missing(reading: Reading, id: bytes, code: str) -> Refused:
    """The failure for an id that gave nothing: Refused `lease.hidden` if it is here and not read
    now, else NotFound with this code.
    """
    return Refused("lease.hidden") if reading.is_hidden(id) else NotFound(code)


def require_read(reading: Reading, subject: bytes) -> None:
    """Raise Refused `lease.hidden` unless this PC reads a file now, as what concerns all of it
    needs: to let something out, to move it, to erase it.
    """
    if reading.is_hidden(subject):
        raise Refused("lease.hidden")
