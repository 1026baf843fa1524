"""How whole files stand: when anything in them changed, and whether all of it was received."""

from __future__ import annotations

import json
from collections.abc import Collection

from app.domain.records import FileState, FileStates, SyncState
from storage.connection import Connection

_STATES = """
    select subject, max(changed_ms), max(clashes > 0 and is_away = 0) from record
    where subject in (select unhex(value) from json_each(?1))
        and kind not in (select value from json_each(?2))
    group by subject
"""
_UNSENT = """
    select r.subject, max(c.status = 'refused') from change c indexed by change_to_send
    join record r on r.nr = c.record
    where c.status in ('waiting', 'sealed', 'refused')
        and r.subject in (select unhex(value) from json_each(?1))
        and r.kind not in (select value from json_each(?2))
    group by r.subject
"""
_LAST_ENTRIES = """
    select subject, max(changed_ms) as last_ms from record where kind <> ? group by subject
    having last_ms < ?
"""
_LEFT_BEHIND = """
    select p.subject, max(r.created_ms) from record p
    join record r on r.subject = p.subject and r.space = p.space
    where p.kind = 'person' and p.is_away = 1 and p.state ->> '$.gone' = ?
        and r.is_away = 0 and r.kind not in (select value from json_each(?))
    group by p.subject order by 2
"""


_ONLY_HERE = """
    select r.subject, count(distinct r.nr), min(c.ms) from change c indexed by change_to_send
    join record r on r.nr = c.record
    where c.status in ('waiting', 'sealed', 'refused') and c.status <> 'refused'
    group by r.subject order by 3
"""
_KINDS = """
    with recursive found (kind) as (
        select min(kind) from record
        union all
        select (select min(kind) from record where kind > found.kind) from found
        where found.kind is not null
    )
    select kind from found where kind is not null
"""
_LATELY = """
    select subject, changed_ms from record where kind = ? and is_away = 0
    order by changed_ms desc, nr desc limit ?
"""
_PERSON = "select nr from record where id = ?1 and subject = ?1 and kind = 'person' and is_away = 0"
_MOST = 200


def people_lately(
    connection: Connection, but_for: Collection[str], without: Collection[bytes]
) -> list[int]:
    """Row numbers of the people in whose files something changed last, the newest first.

    To order all files so, all records would have to be gone over: it is those back to the moment
    until which the newest of each kind reach, without records of some kinds and without some files.
    """
    last: dict[bytes, int] = {}
    reaches = 0
    for (kind,) in connection.execute(_KINDS).fetchall():
        if kind in but_for:
            continue
        found = connection.execute(_LATELY, (kind, _MOST)).fetchall()
        if len(found) == _MOST:
            reaches = max(reaches, found[-1][1])
        for subject, changed_ms in found:
            last[subject] = max(changed_ms, last.get(subject, 0))
    people = [
        (changed_ms, nr)
        for subject, changed_ms in last.items()
        if changed_ms >= reaches and subject not in without
        for (nr,) in connection.execute(_PERSON, (subject,))
    ]
    return [nr for _, nr in sorted(people, reverse=True)]


def left_behind(
    connection: Connection, gone: str, but_for: Collection[str]
) -> list[tuple[bytes, int]]:
    """Each file put away for this reason in which a record is not, and when the newest came."""
    asked = (gone, json.dumps(sorted(but_for)))
    return [tuple(row) for row in connection.execute(_LEFT_BEHIND, asked)]


def only_here(connection: Connection) -> list[tuple[bytes, int, int]]:
    """Each file with records that no service has, those put away too: how many, since when."""
    return [tuple(row) for row in connection.execute(_ONLY_HERE)]


def last_entries(connection: Connection, but_for: str, before_ms: int) -> list[tuple[bytes, int]]:
    """Each file whose newest change is older, and when that was, without those of a kind."""
    return [tuple(row) for row in connection.execute(_LAST_ENTRIES, (but_for, before_ms))]


def read(connection: Connection, files: Collection[bytes], but_for: Collection[str]) -> FileStates:
    """How these files stand, without their records of some kinds."""
    asked = (json.dumps([each.hex() for each in files]), json.dumps(sorted(but_for)))
    unsent = {
        subject: SyncState.REFUSED if is_refused else SyncState.ONLY_HERE
        for subject, is_refused in connection.execute(_UNSENT, asked)
    }
    return {
        subject: FileState(ms, unsent.get(subject, SyncState.RECEIVED), bool(in_clash))
        for subject, ms, in_clash in connection.execute(_STATES, asked)
    }
