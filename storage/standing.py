"""What stands in all records of a kind, read at once and quickly: for lists kept in memory."""

from __future__ import annotations

import json
from collections.abc import Sequence

from app.domain.records import State
from storage.connection import Connection

_STAMP = "pragma data_version"
# Both are read from an index: where the row lies would be a page to decrypt for each.
_CHANGED = "select nr, changed_ms from record where kind = ? and is_away = 0"
_NEWEST = "select nr, id from change order by nr desc limit 1"
_STANDS = "select 1 from change where nr = ? and id = ?"
_STORED_SINCE = """
    select distinct r.nr from change c join record r on r.nr = c.record
    where c.nr > ? and r.kind = ?
"""
_STATES = """
    select r.nr, r.subject, r.clashes > 0, json(r.state) from json_each(?) wanted
    join record r on r.nr = wanted.value
"""
_PAIRS = """
    select nr from record where kind = 'same_person' and is_away = 0
        and (subject = :subject or state ->> '$.other' = lower(hex(:subject)))
    order by nr
"""
_IMPORTED = """
    select state ->> '$.imported' from record where state ->> '$.imported' is not null
"""

Newest = tuple[int, bytes]
"""Number and id of a change."""


def stamp(connection: Connection) -> tuple[int, int]:
    """Another value once another connection has stored anything."""
    return id(connection), int(connection.execute(_STAMP).fetchone()[0])


def changed(connection: Connection, kind: str) -> dict[int, int]:
    """Row number of each record of a kind that is not put away, and when it was changed, ms."""
    return dict(connection.execute(_CHANGED, (kind,)).fetchall())


def touched(
    connection: Connection, kind: str, since: Newest | None
) -> tuple[frozenset[int] | None, Newest]:
    """Row numbers of records of a kind of which more was stored after that change, and the newest.

    None if they may be any: numbers of what was erased are given again.
    """
    row = connection.execute(_NEWEST).fetchone()
    newest = (0, b"") if row is None else (int(row[0]), bytes(row[1]))
    if since is None or connection.execute(_STANDS, since).fetchone() is None:
        return None, newest
    found = connection.execute(_STORED_SINCE, (since[0], kind))
    return frozenset(row[0] for row in found), newest


def states(connection: Connection, numbers: Sequence[int]) -> list[State]:
    """What stands in the records with these row numbers, in any order."""
    rows = connection.execute(_STATES, (json.dumps(list(numbers)),))
    return [
        State(nr, subject, json.loads(fields), bool(clash)) for nr, subject, clash, fields in rows
    ]


def pairs(connection: Connection, subject: bytes) -> list[int]:
    """Row numbers of what says of a file and another whether both are one person's."""
    return [row[0] for row in connection.execute(_PAIRS, {"subject": subject})]


def imported(connection: Connection) -> frozenset[str]:
    """What tells the rows of spreadsheets that records were made from, those put away too."""
    return frozenset(str(row[0]) for row in connection.execute(_IMPORTED))
