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
_ONLY_HERE = """
    select r.subject, count(distinct r.nr), min(c.ms) from change c indexed by change_to_send
    join record r on r.nr = c.record
    where c.status in ('waiting', 'sealed', 'refused') and c.status <> 'refused'
    group by r.subject order by 3
"""
_LEFT_BEHIND = """
    select p.subject, max(r.created_ms) from record p
    join record r on r.subject = p.subject and r.space = p.space
    where p.kind = 'person' and p.is_away = 1 and p.state ->> '$.gone' = ?
        and r.is_away = 0 and r.kind not in (select value from json_each(?))
    group by p.subject order by 2
"""


def only_here(connection: Connection) -> list[tuple[bytes, int, int]]:
    """Each file with records that no service has: how many, and since when."""
    return [tuple(row) for row in connection.execute(_ONLY_HERE)]


def left_behind(
    connection: Connection, gone: str, but_for: Collection[str]
) -> list[tuple[bytes, int]]:
    """Each file put away for this reason in which a record is not, and when the newest came."""
    asked = (gone, json.dumps(sorted(but_for)))
    return [tuple(row) for row in connection.execute(_LEFT_BEHIND, asked)]


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
