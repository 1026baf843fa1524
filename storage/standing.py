"""What stands in all records of a kind, read at once and quickly: for lists kept in memory."""

from __future__ import annotations

import json
from collections.abc import Sequence

from app.domain.records import State
from storage.connection import Connection

_STAMP = "pragma data_version"
_VERSIONS = "select nr, last from record where kind = ? and is_away = 0"
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


def stamp(connection: Connection) -> tuple[int, int]:
    """Another value once another connection has stored anything."""
    return id(connection), int(connection.execute(_STAMP).fetchone()[0])


def versions(connection: Connection, kind: str) -> dict[int, bytes]:
    """Row number of each record of a kind that is not put away, with its newest change."""
    return dict(connection.execute(_VERSIONS, (kind,)).fetchall())


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
