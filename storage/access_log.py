"""Who did what with a person's file; rows are added, and changed by an erasure alone."""

from __future__ import annotations

from collections.abc import Sequence

from app.ports import Access
from storage.connection import Connection
from storage.leases import HIDES_LINE, Gate

ME = 1
_MINUTE_MS = 60_000
_LOOKED_BACK = 20_000
# The newest entry of an earlier minute: all after it are of this one, or the clock was set back.
_BEFORE = """
    select coalesce(
        (select nr from access where ms < ?1 and nr > m.newest - ?2 order by nr desc limit 1),
        max(m.newest - ?2, 0)
    ) from (select coalesce(max(nr), 0) as newest from access) m
"""
_ADD = """
    insert into access (ms, author, what, subject, record, detail) values (?, ?, ?, ?, ?, ?)
"""
_ADD_IF_NEW = """
    insert into access (ms, author, what, subject, record, detail)
    select ?1, ?2, ?3, ?4, ?5, ?6 where not exists (
        select 1 from access
        where subject = ?4 and nr > ?7 and what = ?3 and record is ?5 and author = ?2
            and detail = ?6 and ms >= ?8 and ms < ?8 + 60000
    )
"""
_TRIGGER = "select sql from sqlite_schema where name = 'access_is_not_changed'"
_FORGET_WORDS = "update access set detail = '' where subject = ? and ms <= ?"
_ALL = f"""
    select e.ms, a.name, e.what, e.subject, e.record, e.detail from access e
    join author a on a.nr = e.author
    where not exists ({HIDES_LINE.format(line="e", closed="?")})
    order by e.nr
"""  # noqa: S608


def note(connection: Connection, entry: Access) -> None:
    """Append an entry by the vault's own person, whatever name it carries."""
    row = (entry.ms, ME, entry.what, entry.subject, entry.record, entry.detail)
    connection.execute(_ADD, row)


def note_looks(connection: Connection, entries: Sequence[Access]) -> None:
    """Append entries of one moment, without those that stand there for this minute already.

    So there is at most one for each file, record, act and minute, however often a page is read.
    """
    if not entries:
        return
    minute = entries[0].ms - entries[0].ms % _MINUTE_MS
    before = connection.execute(_BEFORE, (minute, _LOOKED_BACK)).fetchone()[0]
    connection.executemany(
        _ADD_IF_NEW,
        [
            (each.ms, ME, each.what, each.subject, each.record, each.detail, before, minute)
            for each in entries
        ],
    )


def forget_words(connection: Connection, subject: bytes, *, before_ms: int) -> None:
    """Of a file that is erased leave times, acts and ids alone, in the caller's transaction."""
    trigger = connection.execute(_TRIGGER).fetchone()[0]
    connection.execute("drop trigger access_is_not_changed")
    connection.execute(_FORGET_WORDS, (subject, before_ms))
    connection.execute(trigger)


def read_all(connection: Connection, gate: Gate) -> list[Access]:
    """All entries that may be shown, oldest first."""
    return [Access(*row) for row in connection.execute(_ALL, (gate.listed,))]
