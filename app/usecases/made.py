"""Whether the record that something sealed makes is here already."""

from __future__ import annotations

from app.ports import Reading


def is_made(reading: Reading, kind: str, id: bytes, *, subject: bytes, space: bytes) -> bool:
    """Whether it stands in its file and its space, put away or not.

    Its id alone proves nothing: whoever writes in any space of this vault can give it to something
    else, and what came would be let go of as if it were here.
    """
    wanted = (id, kind, space)
    return any((each.id, each.kind, each.space) == wanted for each in reading.history_of(subject))
