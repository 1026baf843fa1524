"""Immutable records that a correction of kind `entered_in_error` puts away, in any order."""

from __future__ import annotations

import json
import re
from collections.abc import Collection

from app.domain.encoding import Value
from storage import search_index
from storage.connection import Connection

ENTERED_IN_ERROR = "entered_in_error"
CORRECTS = "corrects"
_ID = re.compile(r"[0-9a-f]{64}")

# A correction counts within its space and file, and only while nothing corrects it in turn. It has
# an id of 32 bytes: one that could change would put a record away in one order and not in another.
_STANDING = """
    select r.nr, r.subject, r.is_away, r.kind, r.corrects, json(r.state), exists (
        select 1 from record c
        where c.kind = 'entered_in_error' and c.corrects = lower(hex(r.id))
            and c.space = r.space and c.subject = r.subject and c.is_away = 0
            and length(c.id) = 32
    )
    from record r
    where r.id in (select unhex(value) from json_each(?)) and r.space = ?
"""
_CORRECTED = """
    select corrects from record
    where kind = 'entered_in_error' and corrects in (select value from json_each(?))
        and length(id) = 32
"""
_ALL_CORRECTED = """
    select r.nr from record c join record r on r.id = unhex(c.corrects)
    where c.kind = 'entered_in_error' and c.corrects = lower(hex(r.id)) and c.is_away = 0
        and c.space = r.space and c.subject = r.subject and length(c.id) = 32
"""
_SET_AWAY = "update record set is_away = ? where nr = ?"


def corrected_among(connection: Connection, ids: Collection[bytes]) -> set[str]:
    """Those of these ids, as hex, that some correction names."""
    listed = json.dumps([id.hex() for id in ids])
    return {row[0] for row in connection.execute(_CORRECTED, (listed,))}


def corrected(connection: Connection) -> set[int]:
    """The row numbers of all records that a correction which stands puts away."""
    return {row[0] for row in connection.execute(_ALL_CORRECTED)}


def named_by(kind: str, fields: dict[str, Value]) -> str | None:
    """The id, as hex, that a record of this kind corrects."""
    return _id(fields.get(CORRECTS)) if kind == ENTERED_IN_ERROR else None


def settle(connection: Connection, space: int, ids: Collection[str]) -> None:
    """Put these records away, or bring them back, as the corrections that stand say."""
    following = set(ids)
    while following:
        rows = connection.execute(_STANDING, (json.dumps(sorted(following)), space)).fetchall()
        following = set()
        for nr, subject, was_away, kind, corrects, state, is_away in rows:
            if was_away == is_away:
                continue
            connection.execute(_SET_AWAY, (is_away, nr))
            search_index.drop(connection, [(nr, kind)])
            if not is_away:
                search_index.put(connection, [(nr, kind, subject, json.loads(state))])
            target = _id(corrects) if kind == ENTERED_IN_ERROR else None
            if target is not None:
                following.add(target)


def _id(value: Value) -> str | None:
    """The value if it is an id in hex, which is how a form writes one."""
    return value if isinstance(value, str) and _ID.fullmatch(value) else None
