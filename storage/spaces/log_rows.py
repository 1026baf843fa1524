"""The log of a space as this vault has verified it, position by position."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, cast

from app.domain.encoding import Value, decode, encode
from app.ports.exchange import Decided, EntryState, LogEntry, Page
from storage.connection import Connection

KEEP_MS = 90 * 24 * 60 * 60 * 1000
_ADD = """
    insert into log (
        space, position, hash, running, state, device, incarnation, seq, seen, why
    ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_SEALED = """
    insert into sealed_entry (space, position, kept_ms, entry, groups) values (?, ?, ?, ?, ?)
"""
_RUNNING = "select running from log where space = ? and position = ?"
_HASHES = """
    select hash from log where space = ? and position between ? and ? order by position
"""
_TAKEN_MS = "select kept_ms from sealed_entry where space = ? and position = ?"
_LAST_SEGMENT = """
    select hash from log
    where space = ? and device = ? and seq is not null order by position desc limit 1
"""
_OWN = """
    select hash from outgoing where space = ?1 and incarnation = ?2 and seq = ?3
    union all
    select hash from receipt where space = ?1 and incarnation = ?2 and seq = ?3
    union all
    select l.hash from log l join membership m on m.space = l.space and m.device = l.device
    where l.space = ?1 and l.incarnation = ?2 and l.seq = ?3
    limit 1
"""
_SEALED = """
    select s.groups, l.state, l.position, l.hash, l.running, s.entry, l.device, l.incarnation,
        l.seq, l.seen, l.why
    from log l join sealed_entry s on s.space = l.space and s.position = l.position
    where l.space = ?
"""
# Most entries are applied: that these are not lets the index of the others be used.
_IN_STATE = f"{_SEALED} and l.state = ? and l.state <> 'applied' order by l.position"
_AT = f"{_SEALED} and l.position = ?"
_DECIDED = "update log set state = ?, why = ? where space = ? and position = ?"
_ADOPTED = "insert or replace into adopted (space, position, at) values (?, ?, ?)"
_LAST_SENT = """
    select hash from (
        select * from (
            select hash, position from receipt where space = ?1 and position > 0
            order by position desc limit 1
        )
        union all
        select * from (
            select hash, position from log
            where space = ?1 and device = (select device from membership where space = ?1)
                and seq is not null
            order by position desc limit 1
        )
    ) order by position desc limit 1
"""
_IN_LOG = "select hash from log where space = ? and hash = ?"
# Of the two tables only the small one is gone over: `cross` keeps them in this order.
_CONVICTED = """
    select device from log indexed by log_set_apart
    where space = ?1 and state in ('held', 'discarded') and state <> 'applied'
        and why = 'false_seen'
    union
    select l.device from adopted a
    cross join log l on l.space = a.space and l.position = a.position
    where a.space = ?1 and l.why = 'false_seen'
"""
_COUNT = "select count(*) from log where space = ? and state = ? and state <> 'applied'"
_OPENED = """
    update log set state = 'applied', why = case
        when why not in ('no_key', 'no_group') then why
        when position in (select value from json_each(?3)) then 'group_gone' else '' end
    where space = ?1 and position in (select value from json_each(?2))
"""
_READ_AGAIN = "update sealed_entry set groups = ? where space = ? and position = ?"
_DOUBT = """
    update log set state = 'parked', why = 'no_group'
    where space = ? and state = 'applied' and why = 'group_gone'
"""
# Why one that was adopted had been held stays with it: that may convict its device.
_ADOPTED_GROUPS = """
    select s.position, s.groups from adopted a
    join log l on l.space = a.space and l.position = a.position
    join sealed_entry s on s.space = a.space and s.position = a.position
    where a.space = ? and l.state = 'applied' and l.why not in ('looks', 'group_gone')
"""
_DOUBT_ADOPTED = """
    update log set state = 'parked'
    where space = ? and position in (select value from json_each(?))
"""
_SET_APART = """
    select position, hash, why from log
    where space = ? and state = ? and state <> 'applied' order by position
"""
_PRUNE = """
    delete from sealed_entry
    where kept_ms < ? and exists (
        select 1 from log l
        where l.space = sealed_entry.space and l.position = sealed_entry.position
            and l.state in ('applied', 'discarded')
    ) and not exists (
        select 1 from adopted a
        where a.space = sealed_entry.space and a.position = sealed_entry.position
    )
"""


def add(connection: Connection, space: int, entries: Iterable[LogEntry], now_ms: int) -> None:
    """Keep entries and their sealed bytes."""
    listed = list(entries)
    connection.executemany(_ADD, [_row(space, entry) for entry in listed])
    connection.executemany(
        _ADD_SEALED,
        [(space, each.position, now_ms, each.entry, pack(each.groups)) for each in listed],
    )


def running_at(connection: Connection, space: int, position: int) -> bytes | None:
    """The running hash at a position, None if it is not taken in."""
    return _one(connection, _RUNNING, (space, position))


def hashes(connection: Connection, space: int, first: int, last: int) -> list[bytes]:
    """The hashes of the entries from one position to another."""
    return [row[0] for row in connection.execute(_HASHES, (space, first, last))]


def taken_ms(connection: Connection, space: int, position: int) -> int:
    """When the entry at a position was taken in, by the later of both clocks."""
    row = connection.execute(_TAKEN_MS, (space, position)).fetchone()
    return 0 if row is None else int(row[0])


def last_segment(connection: Connection, space: int, device: bytes) -> bytes | None:
    """The hash of a device's last segment, of any incarnation."""
    return _one(connection, _LAST_SEGMENT, (space, device))


def own_number(connection: Connection, space: int, incarnation: bytes, seq: int) -> bytes | None:
    """The hash under a number of this device, sealed here or taken in from the log."""
    return _one(connection, _OWN, (space, incarnation, seq))


def last_sent(connection: Connection, space: int) -> bytes | None:
    """The hash of this device's last segment in the log, by receipt or by reading."""
    return _one(connection, _LAST_SENT, (space,))


def is_in_log(connection: Connection, space: int, hash: bytes) -> bool:
    """Whether the entry with this hash is taken in."""
    return _one(connection, _IN_LOG, (space, hash)) is not None


def convicted(connection: Connection, space: int) -> list[bytes]:
    """The devices with an entry that names a false head."""
    return [row[0] for row in connection.execute(_CONVICTED, (space,))]


def in_state(connection: Connection, space: int, state: EntryState) -> list[LogEntry]:
    """Entries that are parked, or held, oldest first."""
    return [_entry(*row) for row in connection.execute(_IN_STATE, (space, state.value))]


def entry_at(connection: Connection, space: int, position: int) -> LogEntry | None:
    """The entry at a position, if its sealed bytes are kept."""
    row = connection.execute(_AT, (space, position)).fetchone()
    return None if row is None else _entry(*row)


def count(connection: Connection, space: int, state: EntryState) -> int:
    """How many entries are in a state."""
    return int(connection.execute(_COUNT, (space, state.value)).fetchone()[0])


def set_opened(connection: Connection, space: int, page: Page) -> None:
    """Say that parked entries were opened and applied, and keep what was read again of them."""
    listed = (json.dumps(list(page.opened)), json.dumps(list(page.lacking)))
    connection.execute(_OPENED, (space, *listed))
    connection.executemany(
        _READ_AGAIN, [(pack(groups), space, at) for at, groups in page.groups.items()]
    )


def doubt_gaps(connection: Connection, space: int) -> None:
    """Park the entries that lacked a group for an erasure: the service may have lost that."""
    connection.execute(_DOUBT, (space,))
    adopted = connection.execute(_ADOPTED_GROUPS, (space,)).fetchall()
    lacking = [position for position, groups in adopted if None in unpack(groups)]
    connection.execute(_DOUBT_ADOPTED, (space, json.dumps(lacking)))


def set_apart(
    connection: Connection, space: int, state: EntryState
) -> dict[int, tuple[bytes, str]]:
    """Of the entries that are parked, or held, the hash and why, by position."""
    rows = connection.execute(_SET_APART, (space, state.value))
    return {position: (hash, why) for position, hash, why in rows}


def set_decided(connection: Connection, space: int, decided: Sequence[Decided]) -> None:
    """Say what became of held entries, and from where those adopted count."""
    for each in decided:
        connection.execute(_DECIDED, (each.state.value, each.why, space, each.position))
        if each.state in (EntryState.APPLIED, EntryState.PARKED):
            connection.execute(_ADOPTED, (space, each.position, each.at))


def prune(connection: Connection, now_ms: int) -> None:
    """Forget sealed bytes of applied entries after 90 days; the log's hashes stay."""
    connection.execute(_PRUNE, (now_ms - KEEP_MS,))


def pack(groups: Sequence[bytes | None]) -> bytes:
    """Groups as one block."""
    listed: list[Value] = [*groups]
    return encode(listed)


def unpack(block: bytes) -> tuple[bytes | None, ...]:
    """The groups in a block."""
    return tuple(cast("list[bytes | None]", decode(block)))


def _entry(groups: bytes, state: str, *row: Any) -> LogEntry:
    position, hash, running, entry, device, incarnation, seq, seen, why = row
    return LogEntry(
        position,
        hash,
        running,
        EntryState(state),
        entry,
        device=device,
        incarnation=incarnation,
        seq=seq,
        seen=seen,
        why=why,
        groups=unpack(groups),
    )


def _row(space: int, entry: LogEntry) -> tuple[Any, ...]:
    return (
        space,
        entry.position,
        entry.hash,
        entry.running,
        entry.state.value,
        entry.device,
        entry.incarnation,
        entry.seq,
        entry.seen,
        entry.why,
    )


def _one(connection: Connection, sql: str, parameters: tuple[object, ...]) -> bytes | None:
    row = connection.execute(sql, parameters).fetchone()
    return None if row is None else cast(bytes, row[0])
