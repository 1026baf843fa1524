"""What convicts someone: two signed things that cannot both be true, kept as they came."""

from __future__ import annotations

from app.ports.exchange import Evidence
from storage.connection import Connection

_ADD = """
    insert or ignore into evidence (space, code, ours, theirs, at_ms) values (?, ?, ?, ?, ?)
"""
_READ = "select code, ours, theirs, at_ms from evidence where space = ? order by nr"


def keep(connection: Connection, space: int, evidence: Evidence) -> None:
    """Keep a piece of evidence, once."""
    row = (space, evidence.code, evidence.ours, evidence.theirs, evidence.at_ms)
    connection.execute(_ADD, row)


def read(connection: Connection, space: int) -> list[Evidence]:
    """All evidence about a space, oldest first."""
    return [Evidence(*row) for row in connection.execute(_READ, (space,))]
