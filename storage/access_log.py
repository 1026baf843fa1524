"""Who did what with a person's file; rows are added and never changed."""

from __future__ import annotations

from app.ports import Access
from storage.connection import Connection

ME = 1
_ADD = """
    insert into access (ms, author, what, subject, record, detail) values (?, ?, ?, ?, ?, ?)
"""
_ALL = """
    select e.ms, a.name, e.what, e.subject, e.record, e.detail from access e
    join author a on a.nr = e.author
    order by e.nr
"""


def note(connection: Connection, entry: Access) -> None:
    """Append an entry by the vault's own person, whatever name it carries."""
    row = (entry.ms, ME, entry.what, entry.subject, entry.record, entry.detail)
    connection.execute(_ADD, row)


def read_all(connection: Connection) -> list[Access]:
    """All entries, oldest first."""
    return [Access(*row) for row in connection.execute(_ALL)]
