"""This vault's place in each space: keys, cursor, and where the service is."""

from __future__ import annotations

import json

from app.errors import NotFound
from app.ports.exchange import Cursor, Ended, Lost, Own, ServiceAddress, SpaceState
from storage.connection import Connection
from storage.spaces import evidence

_PIN_SIZE = 32
_READ = """
    select url, signing, pins, device, keys, author, incarnation, seq, place,
        generation, position, running, head, mark, skew_ms, problems, is_frozen
    from membership where space = ?
"""
_ADD = """
    insert into membership (
        space, url, signing, pins, device, keys, author, incarnation, seq, place,
        generation, position, running, head, skew_ms, head_ms
    ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
"""
_KEYS = "select epoch, key from content_key where space = ?"
_ADD_KEY = "insert or replace into content_key (space, epoch, key) values (?, ?, ?)"
_STATEMENTS = """
    select l.position, s.entry from log l
    join sealed_entry s on s.space = l.space and s.position = l.position
    where l.space = ? and l.state = 'statement' and l.state <> 'applied' order by l.position
"""
_LOST = """
    select generation, position, entry from lost_statement where space = ?
    order by generation, position
"""
_LOST_KEYS = "select epoch, key from lost_key where space = ? and generation = ?"
_MARKS = """
    select d.id, h.mark from heard h join device d on d.nr = h.device
    where h.space = ? and h.mark is not null
"""
_SPACES = """
    select s.nr, s.id from membership m join space s on s.nr = m.space
    order by s.is_home desc, s.nr
"""
_MOVE = """
    update membership set generation = ?, position = ?, running = ?, head = ? where space = ?
"""
_SET_MARK = "update membership set mark = ? where space = ?"
_SET_NUMBER = "update membership set seq = ? where space = ?"
_SET_INCARNATION = "update membership set incarnation = ?, seq = 0, place = ? where space = ?"
_SET_ENDED = """
    update membership
    set tried_ms = ?1, problems = ?2, is_frozen = ?3,
        reached_ms = case when ?4 then ?1 else reached_ms end,
        skew_ms = coalesce(?5, skew_ms)
    where space = ?6
"""


def spaces(connection: Connection) -> list[tuple[int, bytes]]:
    """Row number and id of each space the vault belongs to, its home first."""
    return [(row[0], row[1]) for row in connection.execute(_SPACES)]


def add(
    connection: Connection,
    space: int,
    *,
    own: Own,
    service: ServiceAddress,
    cursor: Cursor,
    now_ms: int,
) -> None:
    """Belong to a space from now on."""
    there = (service.url, service.signing, b"".join(service.pins))
    me = (own.device, own.keys, own.author, own.incarnation, own.seq, own.place)
    read_to = (cursor.generation, cursor.position, cursor.running, cursor.head)
    connection.execute(_ADD, (space, *there, *me, *read_to, now_ms))


def read(connection: Connection, space: int, id: bytes) -> SpaceState:
    """All that is kept of a space between exchanges; raises NotFound `vault.no_such_space`."""
    row = connection.execute(_READ, (space,)).fetchone()
    if row is None:
        raise NotFound("vault.no_such_space")
    url, signing, pins, *own, generation, position, running, head = row[:13]
    mark, skew_ms, problems, is_frozen = row[13:]
    return SpaceState(
        id=id,
        service=ServiceAddress(url, signing, _split(pins)),
        own=Own(*own),
        cursor=Cursor(generation, position, running, head),
        content_keys=dict(connection.execute(_KEYS, (space,)).fetchall()),
        statements=tuple(connection.execute(_STATEMENTS, (space,)).fetchall()),
        marks=dict(connection.execute(_MARKS, (space,)).fetchall()),
        mark=mark,
        skew_ms=skew_ms,
        evidence=tuple(evidence.read(connection, space)),
        problems=tuple((code, facts) for code, facts in json.loads(problems)),
        is_frozen=bool(is_frozen),
        lost=_lost(connection, space),
    )


def add_key(connection: Connection, space: int, *, epoch: int, key: bytes) -> None:
    """Keep the content key of an epoch."""
    connection.execute(_ADD_KEY, (space, epoch, key))


def move(connection: Connection, space: int, cursor: Cursor) -> None:
    """Say how far the log is taken in."""
    place = (cursor.generation, cursor.position, cursor.running, cursor.head)
    connection.execute(_MOVE, (*place, space))


def set_mark(connection: Connection, space: int, mark: bytes) -> None:
    """Keep this device's own mark."""
    connection.execute(_SET_MARK, (mark, space))


def set_number(connection: Connection, space: int, seq: int) -> None:
    """Keep the number that was sealed last."""
    connection.execute(_SET_NUMBER, (seq, space))


def set_incarnation(
    connection: Connection, space: int, *, incarnation: bytes, place: bytes
) -> None:
    """Number from 1 again."""
    connection.execute(_SET_INCARNATION, (incarnation, place, space))


def set_ended(connection: Connection, space: int, ended: Ended) -> bool:
    """Keep how an exchange ended; False if it ended with leaving the space."""
    problems = json.dumps(ended.problems)
    how = (ended.at_ms, problems, ended.is_frozen, ended.was_reached, ended.skew_ms)
    return bool(connection.execute(_SET_ENDED, (*how, space)).rowcount)


def _lost(connection: Connection, space: int) -> tuple[Lost, ...]:
    """An epoch is made by a statement, so there are keys only where there are statements."""
    statements: dict[int, list[tuple[int, bytes]]] = {}
    for generation, position, entry in connection.execute(_LOST, (space,)):
        statements.setdefault(generation, []).append((position, entry))
    return tuple(
        Lost(number, tuple(kept), dict(connection.execute(_LOST_KEYS, (space, number)).fetchall()))
        for number, kept in sorted(statements.items(), reverse=True)
    )


def _split(pins: bytes) -> tuple[bytes, ...]:
    return tuple(pins[start : start + _PIN_SIZE] for start in range(0, len(pins), _PIN_SIZE))
