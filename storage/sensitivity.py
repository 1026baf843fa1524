"""Which files are marked sensitive, and what that means for whoever reads this vault."""

from __future__ import annotations

import json
from typing import Any

from app.domain.encoding import Value
from app.domain.keeping_out import Linked
from app.domain.sensitive import (
    BREAK_GLASS,
    Guard,
    Standing,
    is_marked,
    mark_id,
    open_until,
)
from storage import kept_out
from storage.connection import Connection

_MARKS = """
    select subject, id, json(state), substr(first, 1, 8) from record where kind = 'sensitive'
"""
# A device is this person's own if it is hers here, or another PC of hers.
_MINE = """
    select d.nr from device d left join heard h on h.device = d.nr
    where d.author = 1 or h.is_colleague = 0
"""
_GLASSES = """
    select json(state) from record
    where subject = ? and kind = ? and device in (select value from json_each(?))
"""
_BY_ME = """
    select exists (
        select 1 from record where id = ? and device in (select value from json_each(?))
    )
"""
_LEADS = """
    select d.nr, d.author from device d join space s on s.nr = d.space
    where d.role = 'lead' and d.removed_ms is null and s.id is ?
"""


def guards(connection: Connection, now_ms: int) -> dict[bytes, Guard]:
    """Every file with a mark that stands, by its id; of several spaces one mark is enough.

    A mark put away as entered in error still stands: only its own value takes it off.
    """
    found: dict[bytes, Guard] = {}
    mine = _mine(connection)
    for subject, id, state, first in connection.execute(_MARKS).fetchall():
        if id == mark_id(subject) and is_marked(_fields(state)):
            is_own = kept_out.wrote(connection, subject, first, mine)
            until = 0 if is_own else _open_until(connection, subject, now_ms, mine)
            found[subject] = Guard(is_own, until)
    for subject in kept_out.barred(connection, mine):
        found[subject] = Guard(is_own=False, open_until_ms=0, is_kept_out=True)
    return found


def linked(connection: Connection) -> list[Linked]:
    """Everyone who is kept out of a file, or works on both sides of a link."""
    return list(kept_out.linked(connection, _mine(connection)))


def own_devices(connection: Connection) -> frozenset[int]:
    """The row numbers of the devices of the vault's own person, her other PCs too."""
    return frozenset(row[0] for row in connection.execute(_MINE))


def is_by_me(connection: Connection, record: bytes) -> bool:
    """Whether the vault's own person made a record."""
    return bool(connection.execute(_BY_ME, (record, _mine(connection))).fetchone()[0])


def standing(connection: Connection, space: bytes | None) -> Standing:
    """Who leads a space, None for the vault's own."""
    mine = own_devices(connection)
    rows = connection.execute(_LEADS, (space,)).fetchall()
    others = {author for nr, author in rows if nr not in mine}
    return Standing(any(nr in mine for nr, _ in rows), len(others))


def _mine(connection: Connection) -> str:
    return json.dumps(sorted(own_devices(connection)))


def _open_until(connection: Connection, subject: bytes, now_ms: int, mine: str) -> int:
    rows = connection.execute(_GLASSES, (subject, BREAK_GLASS, mine))
    return max((open_until(_fields(state), now_ms=now_ms) for (state,) in rows), default=0)


def _fields(state: Any) -> dict[str, Value]:
    fields: dict[str, Value] = json.loads(state)
    return fields
