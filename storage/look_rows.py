"""Lines of the access log that travel: which wait, which segments took, what came from others."""

from __future__ import annotations

from collections.abc import Sequence

from app.ports.looks import Line
from storage.connection import Connection

ME = 1
LOOKS = "looks"
_FIRST_DEAD = """
    select min(b.nr) from look_batch b where b.space = ?1
        and not exists (
            select 1 from outgoing o
            where o.space = b.space and o.incarnation = b.incarnation and o.seq = b.seq
        )
        and not exists (
            select 1 from receipt r
            where r.space = b.space and r.incarnation = b.incarnation and r.seq = b.seq
                and r.position > 0
        )
        and b.seq > 0
"""
_DROP_DEAD = f"delete from look_batch where space = ?1 and nr >= ({_FIRST_DEAD})"  # noqa: S608
_TAKEN = "select coalesce(max(last), 0) from look_batch where space = ?"
_SINCE = "select min(ms), max(nr), count(*) from access where nr > ?"
# A line belongs where its record is, else wherever its file is or was erased; one about no file
# where home is, and one about a copy of the vault to the space that it names.
_OF_SPACE = """
    select a.nr, a.ms, a.what, a.subject, a.record, a.detail from access a
    where a.nr > ?1 and a.author = 1 and case
        when a.what = 'vault_copied' then exists (
            select 1 from space s where s.nr = ?2 and s.id = a.record
        )
        when length(a.subject) = 0 then exists (
            select 1 from space s where s.nr = ?2 and s.is_home
        )
        when exists (select 1 from erasure e where e.subject = a.subject and e.space = ?2)
        then 1
        when exists (select 1 from record r where r.id = a.record and r.subject = a.subject)
        then exists (
            select 1 from record r
            where r.id = a.record and r.subject = a.subject and r.space = ?2
        )
        else exists (select 1 from record r where r.subject = a.subject and r.space = ?2)
    end
    order by a.nr limit ?3
"""
_ADD_BATCH = "insert into look_batch (space, incarnation, seq, last) values (?, ?, ?, ?)"
_UNOPENED = """
    select l.position, l.hash, l.running, s.entry, s.groups from log l
    join sealed_entry s on s.space = l.space and s.position = l.position
    where l.space = ?1 and l.position > ?2 and l.state = 'applied' and l.why = 'looks'
    order by l.position limit ?3
"""
_FORGET = "delete from look where space = ? and position = ?"
_FORGET_WORDS = "update look set detail = '' where subject = ? and ms <= ?"
_ADD = """
    insert into look (space, device, position, ms, what, subject, record, detail)
    select ?1, d.nr, ?3, ?4, ?5, ?6, ?7, ?8 from device d where d.space = ?1 and d.id = ?2
"""


def is_any_dead(connection: Connection, space: int) -> bool:
    """Whether `drop_dead` would let any line wait again."""
    return connection.execute(_FIRST_DEAD, (space,)).fetchone()[0] is not None


def drop_dead(connection: Connection, space: int) -> None:
    """Let lines wait again whose segment was sealed anew or taken back, and all after them."""
    connection.execute(_DROP_DEAD, (space,))


def taken_to(connection: Connection, space: int) -> int:
    """The row of the access log up to which segments took this space's lines along."""
    return int(connection.execute(_TAKEN, (space,)).fetchone()[0])


def since(connection: Connection, after: int) -> tuple[int, int, int]:
    """Of the rows after one: the oldest's time, the last row, how many; zeros if none."""
    oldest, last, count = connection.execute(_SINCE, (after,)).fetchone()
    return int(oldest or 0), int(last or 0), int(count)


def lines_of(
    connection: Connection, space: int, *, after: int, most: int
) -> list[tuple[int, Line]]:
    """This vault's own lines about a space after a row, with their rows."""
    rows = connection.execute(_OF_SPACE, (after, space, most))
    return [(nr, Line(*line)) for nr, *line in rows]


def add_batch(
    connection: Connection, space: int, *, incarnation: bytes, seq: int, last: int
) -> None:
    """Say that a segment took lines along up to a row; number 0 where none was about the space."""
    connection.execute(_ADD_BATCH, (space, incarnation, seq, last))


def unopened(
    connection: Connection, space: int, *, after: int, most: int
) -> list[tuple[int, bytes, bytes, bytes, bytes]]:
    """Colleagues' entries after a position: position, hash, running hash, entry, packed groups."""
    return [tuple(row) for row in connection.execute(_UNOPENED, (space, after, most))]


def forget_words(connection: Connection, subject: bytes, *, before_ms: int) -> None:
    """Of a file that is erased leave times, acts and ids alone."""
    connection.execute(_FORGET_WORDS, (subject, before_ms))


def keep(
    connection: Connection, space: int, *, position: int, device: bytes, lines: Sequence[Line]
) -> None:
    """Keep the lines of an entry, in place of those that it gave before."""
    connection.execute(_FORGET, (space, position))
    connection.executemany(
        _ADD,
        [
            (space, device, position, each.ms, each.what, each.subject, each.record, each.detail)
            for each in lines
        ],
    )
