"""Who did what with a person's file; rows are added and never changed."""

from __future__ import annotations

from dataclasses import dataclass

from storage.connection import Connection

ME = 1
_ADD = """
    insert into access (ms, author, what, subject, record, detail) values (?, ?, ?, ?, ?, ?)
"""
_OF = """
    select e.ms, a.name, e.what, e.subject, e.record, e.detail from access e
    join author a on a.nr = e.author
    where e.nr > ? order by e.nr limit ?
"""


@dataclass(frozen=True, slots=True)
class Access:
    """One line of the log; `subject` is empty where no file was concerned."""

    ms: int
    author: str
    what: str
    subject: bytes
    record: bytes | None
    detail: str


def note(connection: Connection, entry: Access) -> None:
    """Append an entry by the vault's own person, whatever name it carries."""
    row = (entry.ms, ME, entry.what, entry.subject, entry.record, entry.detail)
    connection.execute(_ADD, row)


def read(connection: Connection, *, after: int = 0, most: int = 1_000) -> list[Access]:
    """Entries oldest first, after the one with this row number."""
    return [Access(*row) for row in connection.execute(_OF, (after, most))]
