"""Made-up entries of a history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from app.domain.changes import Change, Edit, make_change
from app.domain.encoding import Value
from app.domain.history import Looked, Written

NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)
MS = int(NOW.timestamp() * 1000)
SUBJECT = bytes(range(16))


def change(
    kind: str,
    fields: Mapping[str, Value],
    over: Mapping[str, Sequence[bytes]] | None = None,
    *,
    at: int = 1,
    immutable: bool = False,
) -> Change:
    """A change made now."""
    edit = Edit(kind, SUBJECT, None if immutable else b"r" * 16, fields, over or {})
    return make_change(edit, salt=at.to_bytes(16, "big"), at=at, time=(MS, None))


def written(last: Change, *before: Change, pc: str = "", is_here: bool = True) -> Written:
    """A change with what it replaced."""
    return Written(last, "Wren Pepperday", pc, is_here, {each.id: each for each in before})


def looked(what: str, detail: str = "person", record: bytes | None = SUBJECT) -> Looked:
    """A line of the access log, of this moment."""
    return Looked(MS, "Wren Pepperday", what, record, detail)
