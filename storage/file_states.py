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
