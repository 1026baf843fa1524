"""What this device has to send: changes that wait, segments that were sealed, receipts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import cast

import cbor2

from app.domain.changes import subject_in
from app.domain.encoding import Value, encode
from app.ports.exchange import Received, Sealed, Waiting
from storage.applying import RECEIVED, REFUSED, SEALED
from storage.connection import Connection
from storage.spaces import accounts, log_rows, membership_rows

# What another device wrote waits here only after the service lost it. It is sent by that device
# itself, under its own name; by this one once it left a mark since, or belongs no more.
# The index holds what the list of three names: with it only what waits is looked at, in order.
_WAITING = """
    select c.nr, c.save, c.id, c.bytes from change c indexed by change_to_send
    join device d on d.nr = c.device
    left join heard h on h.device = d.nr
    where c.space = ? and c.status in ('waiting', 'sealed', 'refused') and c.status = 'waiting'
        and c.nr not in (select value from json_each(?))
        and (d.is_own or d.removed_ms is not null or h.mark is not null)
    order by c.save, c.nr
"""
_ADD = """
    insert into outgoing (space, incarnation, seq, hash, changes, entry, groups)
    values (?, ?, ?, ?, ?, ?, ?)
"""
_SEALED = """
    select incarnation, seq, hash, changes, entry, groups from outgoing
    where space = ? order by nr
"""
_HELD = "select changes from outgoing where space = ?"
_CHANGES_OF = """
    select nr, hash, changes from outgoing where space = ? and incarnation = ? and seq = ?
"""
_FORGET = "delete from outgoing where nr = ?"
_FORGET_ALL = "delete from outgoing where space = ?"
_ADD_RECEIPT = """
    insert or replace into receipt (space, incarnation, seq, hash, position, receipt)
    values (?, ?, ?, ?, ?, ?)
"""
_RECEIPTS = """
    select receipt from receipt where space = ? and position between ? and ? order by position
"""
_WAIT_AGAIN = """
    update change set status = 'waiting', position = null, part = null
    where space = ? and position = ? and status = 'received'
"""
# The number stays known, so that the segment is this vault's own should it come after all.
_SET_NOWHERE = "update receipt set position = 0 where space = ? and position = ?"
_SET_STATUS = "update change set status = ? where nr in (select value from json_each(?))"
_SAY_SEALED = f"{_SET_STATUS} and status = 'waiting'"
# One statement for all changes of a segment: a row at a time takes a third longer.
_SET_RECEIVED = """
    update change set status = ?, position = ?, part = held.part
    from (
        select nrs.value as nr, parts.key as part
        from json_each(?) parts, json_each(parts.value) nrs
    ) held
    where change.nr = held.nr
"""
_COUNT = "select count(distinct record) from change where nr in (select value from json_each(?))"
_READ_BACK = """
    select l.position, o.changes from outgoing o
    join log l on l.hash = o.hash and l.space = o.space
    where o.space = ? and l.state = 'applied'
"""
_UNSEAL = """
    update change indexed by change_to_send set status = 'waiting'
    where space = ? and status in ('waiting', 'sealed', 'refused') and status = 'sealed'
"""
_ADD_REFUSAL = "insert or replace into refusal (change, why, at_ms) values (?, ?, ?)"
_RELEASE = """
    update change indexed by change_to_send set status = 'waiting'
    where space = ? and status in ('waiting', 'sealed', 'refused') and status = 'refused'
    returning nr
"""
_FORGET_REFUSAL = "delete from refusal where change = ?"


def waiting(connection: Connection, space: int, most_bytes: int) -> list[Waiting]:
    """Changes that wait, whole saves in order, at least one save and no more than fit."""
    held = json.dumps(_held(connection, space))
    found: list[Waiting] = []
    whole = size = 0
    for nr, save, id, encoded in connection.execute(_WAITING, (space, held)):
        if found and save != found[-1].save:
            whole = len(found)
        size += len(encoded)
        if size > most_bytes and whole:
            return found[:whole]
        found.append(Waiting(nr, save, subject_in(encoded), id, encoded))
    return found


def keep_sealed(connection: Connection, space: int, segments: Sequence[Sealed]) -> None:
    """Keep segments; their numbers are used, and their changes wait for nothing but receipts.

    The rows of the changes are left as they are: to write each of them twice was a third of what a
    large push cost.
    """
    for segment in segments:
        groups: list[Value] = [[*group] for group in segment.changes]
        connection.execute(
            _ADD,
            (
                space,
                segment.incarnation,
                segment.seq,
                segment.hash,
                encode(groups),
                segment.entry,
                log_rows.pack(segment.groups),
            ),
        )
        membership_rows.set_number(connection, space, segment.seq)


def say_sealed(connection: Connection, space: int) -> None:
    """Say of each change that a segment holds that it is sealed, not merely waiting."""
    connection.execute(_SAY_SEALED, (SEALED, json.dumps(_held(connection, space))))


def sealed(connection: Connection, space: int) -> list[Sealed]:
    """The segments without receipt, in order."""
    found = []
    for incarnation, seq, hash, changes, entry, groups in connection.execute(_SEALED, (space,)):
        whole = cast("tuple[bytes, ...]", log_rows.unpack(groups))
        found.append(Sealed(incarnation, seq, hash, entry, whole, _groups(changes)))
    return found


def keep_received(connection: Connection, space: int, received: Sequence[Received]) -> None:
    """Keep verified receipts; what they are for is received."""
    for each in received:
        row = connection.execute(_CHANGES_OF, (space, each.incarnation, each.seq)).fetchone()
        if row is None:
            continue
        nr, hash, changes = row
        groups = _groups(changes)
        kept = (space, each.incarnation, each.seq, hash, each.position, each.receipt)
        connection.execute(_ADD_RECEIPT, kept)
        connection.execute(_SET_RECEIVED, (RECEIVED, each.position, json.dumps(groups)))
        connection.execute(_FORGET, (nr,))
        (records,) = connection.execute(_COUNT, (json.dumps(_flat(groups)),)).fetchone()
        accounts.keep_signed(connection, space, position=each.position, records=records)


def receipts(connection: Connection, space: int, *, first: int, last: int) -> list[bytes]:
    """The receipts for positions from one to another."""
    return [row[0] for row in connection.execute(_RECEIPTS, (space, first, last))]


def take_back(connection: Connection, space: int, positions: Sequence[int]) -> None:
    """Let wait again what was received at these positions by receipts that do not hold."""
    rows = [(space, position) for position in positions]
    connection.executemany(_WAIT_AGAIN, rows)
    connection.executemany(_SET_NOWHERE, rows)


def unseal(connection: Connection, space: int) -> None:
    """Let what was sealed and has no receipt wait again, to be sealed under other numbers.

    What was read back in the log stands there, receipt or not. Sealed once more it would stand
    twice, and an erasure would leave the first place out.
    """
    for position, changes in connection.execute(_READ_BACK, (space,)).fetchall():
        connection.execute(_SET_RECEIVED, (RECEIVED, position, json.dumps(_groups(changes))))
    connection.execute(_FORGET_ALL, (space,))
    connection.execute(_UNSEAL, (space,))


def refuse(connection: Connection, space: int, segment: Sealed, *, why: str, now_ms: int) -> None:
    """Set a segment's changes aside, with the reason."""
    row = connection.execute(_CHANGES_OF, (space, segment.incarnation, segment.seq)).fetchone()
    if row is not None:
        connection.execute(_FORGET, (row[0],))
    set_aside(connection, _flat(segment.changes), why=why, now_ms=now_ms)


def set_aside(connection: Connection, changes: Sequence[int], *, why: str, now_ms: int) -> None:
    """Set changes aside, with the reason."""
    connection.execute(_SET_STATUS, (REFUSED, json.dumps(list(changes))))
    connection.executemany(_ADD_REFUSAL, [(change, why, now_ms) for change in changes])


def release(connection: Connection, space: int) -> int:
    """Let what was refused wait again; gives how many changes."""
    released = connection.execute(_RELEASE, (space,)).fetchall()
    connection.executemany(_FORGET_REFUSAL, released)
    return len(released)


def release_all(connection: Connection) -> int:
    """The same in every space."""
    return sum(release(connection, space) for space, _ in membership_rows.spaces(connection))


def _held(connection: Connection, space: int) -> list[int]:
    """The row numbers of the changes that segments without receipt hold."""
    rows = connection.execute(_HELD, (space,))
    return [change for (block,) in rows for group in _groups(block) for change in group]


def _groups(block: bytes) -> tuple[tuple[int, ...], ...]:
    return tuple(map(tuple, cbor2.loads(block)))


def _flat(groups: Sequence[Sequence[int]]) -> list[int]:
    return [change for group in groups for change in group]
