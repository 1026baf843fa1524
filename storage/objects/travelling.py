"""Which objects are still to be sent or fetched, and where each one is, in rows and files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.attachment import Sealed, sealed_in
from app.domain.travel import Travel, whereabouts
from storage.connection import Connection
from storage.objects.arriving import Arriving
from storage.objects.folder import Objects
from storage.objects.sealing import count_chunks

_DAY_MS = 24 * 3_600_000
_LEAST_WAIT_MS, _LONGEST_WAIT_MS = 2_000, 6 * 3_600_000
_ROWS = """
    select r.nr, r.id, json(r.state), r.is_away, d.id, d.is_own, c.position,
        t.sent_at, coalesce(t.asked_ms, 0), t.wanted_ms, coalesce(t.done, 0),
        coalesce(t.trouble, ''), coalesce(t.since_ms, 0)
    from record r
    join change c on c.record = r.nr
    join device d on d.nr = c.device
    left join object_travel t on t.object = unhex(r.state ->> '$.object')
"""
_OF_SPACE = f"{_ROWS} where r.kind = 'attachment' and r.space = ? order by r.nr"
_OF_FILE = f"{_ROWS} where r.subject = ? and r.kind = 'attachment' order by r.nr"
_OF_RECORD = f"{_ROWS} where r.id = ? and r.kind = 'attachment' order by r.nr limit 1"
_BEGIN = "insert or ignore into object_travel (object) values (?)"
_SENT = """
    update object_travel set asked_ms = ?1, done = 0, trouble = '', since_ms = 0, sent_at = (
        select c.position from record r join change c on c.record = r.nr
        join device d on d.nr = c.device
        where r.kind = 'attachment' and d.is_own and r.state ->> '$.object' = ?2
        order by r.nr limit 1
    ) where object = ?3
"""
_DONE = "update object_travel set done = ? where object = ?"
_CAME = "update object_travel set done = 0, wanted_ms = null, trouble = '' where object = ?"
_WANT = "update object_travel set wanted_ms = ?, asked_ms = 0, trouble = '' where object = ?"
_TROUBLE = """
    update object_travel set trouble = ?1, asked_ms = ?2,
        since_ms = case when trouble = ?1 then since_ms else ?2 end
    where object = ?3
"""


@dataclass(frozen=True, slots=True, repr=False)
class Row:
    """An attachment of a space and how its object has travelled."""

    nr: int
    record: bytes
    sealed: Sealed
    is_away: bool
    device: bytes | None
    is_own: bool
    position: int | None
    sent_at: int | None
    asked_ms: int
    wanted_ms: int | None
    done: int
    trouble: str
    since_ms: int

    @property
    def is_sent(self) -> bool:
        """Whether the service said that it has all of it, for the record as it stands now."""
        return self.position is not None and self.sent_at == self.position

    def is_due(self, now_ms: int) -> bool:
        """Whether to ask again what did not come: sooner at first, then less and less often."""
        wait = (self.asked_ms - self.since_ms) // 2
        wait = min(max(wait, _LEAST_WAIT_MS), _LONGEST_WAIT_MS)
        return not self.trouble or not 0 <= now_ms - self.asked_ms < wait


def leaving(connection: Connection, vault: Path, space: int, *, now_ms: int) -> list[Row]:
    """Objects made here whose records have their place in the log, and that are here to be sent.

    Those that were sent come last, and once a day.
    """
    here = set(Objects(vault).names())
    found = [
        row
        for row in _first_of_each(connection, space)
        if row.is_own and not row.is_away and row.position is not None and row.sealed.object in here
    ]
    unsent = [row for row in found if not row.is_sent and row.is_due(now_ms)]
    old = [row for row in found if row.is_sent and not 0 <= now_ms - row.asked_ms < _DAY_MS]
    return unsent + old


def wanted(
    connection: Connection, vault: Path, space: int, *, now_ms: int, small: int
) -> list[Row]:
    """Objects to fetch now: what a person asked for, then small ones, newest first."""
    here = set(Objects(vault).names())
    missing = [
        row
        for row in _first_of_each(connection, space)
        if row.sealed.object not in here
        and row.position is not None
        and row.device is not None
        and is_asked(row, small)
        and row.is_due(now_ms)
    ]
    return sorted(missing, key=lambda row: (row.wanted_ms is None, row.wanted_ms or 0, -row.nr))


def is_asked(row: Row, small: int) -> bool:
    """Whether somebody wants it, or it comes by itself: small, and its record not put away."""
    return row.wanted_ms is not None or (not row.is_away and row.sealed.size <= small)


def of_file(
    connection: Connection, vault: Path, subject: bytes, *, small: int
) -> dict[bytes, Travel]:
    """Where the content of each attachment of a file is, by its record's id."""
    here = set(Objects(vault).names())
    return {
        row.record: _travel(row, vault, is_here=row.sealed.object in here, small=small)
        for row in _read(connection, _OF_FILE, subject)
    }


def want(connection: Connection, record: bytes, *, now_ms: int) -> None:
    """Have an attachment's content fetched with the next exchange."""
    for row in _read(connection, _OF_RECORD, record):
        object = bytes.fromhex(row.sealed.object)
        connection.execute(_BEGIN, (object,))
        connection.execute(_WANT, (now_ms, object))


def keep_sent(connection: Connection, object: bytes, *, now_ms: int) -> None:
    """The service has all of it."""
    connection.execute(_BEGIN, (object,))
    connection.execute(_SENT, (now_ms, object.hex(), object))


def keep_done(connection: Connection, object: bytes, chunks: int) -> None:
    """So many chunks have moved."""
    connection.execute(_BEGIN, (object,))
    connection.execute(_DONE, (chunks, object))


def keep_come(connection: Connection, object: bytes) -> None:
    """It is here."""
    connection.execute(_CAME, (object,))


def keep_trouble(connection: Connection, object: bytes, why: str, *, now_ms: int) -> None:
    """Why it did not move, and since when."""
    connection.execute(_BEGIN, (object,))
    connection.execute(_TROUBLE, (why, now_ms, object))


def sealed_of(connection: Connection, space: int, object: bytes) -> Sealed | None:
    """What the first record that names an object says of it."""
    digits = object.hex()
    found = (row.sealed for row in _first_of_each(connection, space))
    return next((sealed for sealed in found if sealed.object == digits), None)


def _travel(row: Row, vault: Path, *, is_here: bool, small: int) -> Travel:
    chunks = count_chunks(row.sealed.size)
    done = row.done if row.is_own and not row.is_sent else Arriving(vault).here(row.sealed.object)
    return whereabouts(
        is_own=row.is_own,
        is_here=is_here,
        is_sent=row.is_sent,
        is_asked=is_asked(row, small),
        done=done,
        chunks=chunks,
        why=row.trouble,
    )


def _first_of_each(connection: Connection, space: int) -> Iterator[Row]:
    """An object belongs to the first record that names it: a later one could be made to harm."""
    seen: set[str] = set()
    for row in _read(connection, _OF_SPACE, space):
        if row.sealed.object not in seen:
            seen.add(row.sealed.object)
            yield row


def _read(connection: Connection, sql: str, key: object) -> Iterator[Row]:
    for nr, record, state, is_away, device, is_own, *rest in connection.execute(sql, (key,)):
        sealed = sealed_in(json.loads(state))
        if sealed is not None:
            told: list[Any] = rest
            yield Row(nr, record, sealed, bool(is_away), device, bool(is_own), *told)
