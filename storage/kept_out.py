"""Who is kept out of which file, worked out from links and decisions where they lie."""

from __future__ import annotations

import json
from collections.abc import Iterator

from app.domain.keeping_out import KEPT_FROM, LET_IN, SEEN, Colleague, Linked
from app.domain.masking import OTHER_PERSON
from app.domain.sensitive import GUARDS
from storage.connection import Connection
from storage.one_person import files_beside

_GUARDS = json.dumps(sorted(GUARDS))
_EVER = b"\xff" * 8
_LINKS = """
    select id, subject, space, created_ms, substr(first, 1, 8), unhex(state ->> '$.file')
    from record where kind = ? and is_away = 0 and length(state ->> '$.file') = 32
"""
_DECISIONS = """
    select k.id, k.subject, k.space, k.created_ms, k.state ->> '$.worker' from record k
    where k.kind = ?1 and k.is_away = 0 and not exists (
        select 1 from record o join device d on d.nr = o.device
        where o.kind = ?2 and o.is_away = 0 and o.subject = k.subject and d.role = 'lead'
            and o.state ->> '$.kept' = lower(hex(k.id))
    )
"""
# Whoever wrote in a file before a moment, whatever it was but for what guards it.
_WORKERS = """
    select distinct d.author from record r join change c on c.record = r.nr
    join device d on d.nr = c.device
    where r.subject = ? and c.at < ? and r.kind not in (select value from json_each(?))
"""
# Asked with every list, so the reader's own part is picked out where it lies.
_BARRED = """
    select l.subject from record l
    where l.kind = ?1 and l.is_away = 0 and length(l.state ->> '$.file') = 32
        and exists (
            select 1 from record r join change c on c.record = r.nr
            where r.subject = unhex(l.state ->> '$.file')
                and c.device in (select value from json_each(?2))
                and r.kind not in (select value from json_each(?3))
        )
        and not exists (
            select 1 from record r join change c on c.record = r.nr
            where r.subject = l.subject and c.at < substr(l.first, 1, 8)
                and c.device in (select value from json_each(?2))
                and r.kind not in (select value from json_each(?3))
        )
"""
_WROTE = """
    select exists (
        select 1 from record r join change c on c.record = r.nr
        where r.subject = ? and c.at < ? and c.device in (select value from json_each(?))
            and r.kind not in (select value from json_each(?))
    )
"""
_MY_IDS = """
    select distinct lower(hex(a.id)) from device d join author a on a.nr = d.author
    where d.nr in (select value from json_each(?))
"""
_AUTHORS = "select nr, lower(hex(id)), name from author"
_MINE = "select distinct author from device where nr in (select value from json_each(?))"
_SEEN = """
    select r.state ->> '$.about', r.state ->> '$.worker' from record r
    join device d on d.nr = r.device join author a on a.nr = d.author
    where r.kind = ? and d.role = 'lead' and lower(hex(a.id)) <> r.state ->> '$.worker'
"""
_SPACE = "select id from space where nr = ?"
_TEAM = """
    select distinct lower(hex(a.id)), a.name from device d join author a on a.nr = d.author
    join space s on s.nr = d.space
    where s.id is ? and d.removed_ms is null and d.author <> 1 and d.role <> 'writer'
    order by a.name
"""


def linked(connection: Connection, mine: str) -> Iterator[Linked]:
    """Everyone who is kept out of a file, or works on both sides.

    `mine` are the reader's devices, by row number, as JSON.
    """
    authors = {nr: Colleague(id, name) for nr, id, name in connection.execute(_AUTHORS)}
    me = {row[0] for row in connection.execute(_MINE, (mine,))}
    seen = {(about, worker) for about, worker in connection.execute(_SEEN, (SEEN,))}
    spaces = dict[int, bytes | None]()
    for id, subject, space, ms, worker, is_out in _found(connection, authors):
        if space not in spaces:
            spaces[space] = connection.execute(_SPACE, (space,)).fetchone()[0]
        colleague = authors[worker]
        yield Linked(
            id,
            subject,
            spaces[space],
            ms,
            colleague,
            is_kept_out=is_out,
            is_seen=(id.hex(), colleague.author) in seen,
            is_me=worker in me,
        )


def barred(connection: Connection, mine: str) -> frozenset[bytes]:
    """The files that the reader is kept out of."""
    found = {row[0] for row in connection.execute(_BARRED, (OTHER_PERSON, mine, _GUARDS))}
    me = {row[0] for row in connection.execute(_MY_IDS, (mine,))}
    decided = connection.execute(_DECISIONS, (KEPT_FROM, LET_IN)).fetchall()
    found |= {subject for _, subject, _, _, worker in decided if worker in me}
    return frozenset(found | _barred_by_parts(connection, mine))


def wrote(connection: Connection, subject: bytes, before: bytes, mine: str) -> bool:
    """Whether the reader wrote in a file before a moment, anything but what guards it."""
    given = (subject, before, mine, _GUARDS)
    return bool(connection.execute(_WROTE, given).fetchone()[0])


def colleagues(connection: Connection, space: bytes | None) -> list[Colleague]:
    """Everyone else who has a PC in a space, by name."""
    return [Colleague(*row) for row in connection.execute(_TEAM, (space,))]


def _barred_by_parts(connection: Connection, mine: str) -> set[bytes]:
    """The files whose link names one of several files of the other person."""
    beside = files_beside(connection)
    if not beside:
        return set()
    return {
        subject
        for _, subject, _, _, first, other in connection.execute(_LINKS, (OTHER_PERSON,)).fetchall()
        if any(wrote(connection, each, _EVER, mine) for each in _parts(beside, subject, other))
        and not wrote(connection, subject, first, mine)
    }


def _parts(
    beside: dict[bytes, tuple[bytes, ...]], subject: bytes, other: bytes
) -> tuple[bytes, ...]:
    """The other person's files beside the one that a link names.

    None where both sides were joined by two PCs at once: her own workers are not his.
    """
    parts = beside.get(other, ())
    return () if subject in parts else parts


_Row = tuple[bytes, bytes, int, int, int, bool]


def _found(connection: Connection, authors: dict[int, Colleague]) -> Iterator[_Row]:
    """Record, file, space, time and author, and whether she is kept out."""
    links = connection.execute(_LINKS, (OTHER_PERSON,)).fetchall()
    beside = files_beside(connection)
    for id, subject, space, ms, first, other in links:
        before = set(_workers(connection, subject, first))
        files = (other, *_parts(beside, subject, other))
        told = [worker for each in files for worker in _workers(connection, each, _EVER)]
        for worker in dict.fromkeys(told):
            yield id, subject, space, ms, worker, worker not in before
    numbers = {each.author: nr for nr, each in authors.items()}
    for id, subject, space, ms, worker in connection.execute(_DECISIONS, (KEPT_FROM, LET_IN)):
        if worker in numbers:
            yield id, subject, space, ms, numbers[worker], True


def _workers(connection: Connection, subject: bytes, before: bytes) -> list[int]:
    return [row[0] for row in connection.execute(_WORKERS, (subject, before, _GUARDS))]
