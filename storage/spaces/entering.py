"""A space that is being made or joined, and the step by which the vault then belongs to it."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from app.domain.digest import Digest, add
from app.domain.encoding import Value
from app.ports.entering import Entering, Person
from app.ports.exchange import Cursor, LogEntry, Own, ServiceAddress
from storage import settings, space_rows
from storage.connection import Connection
from storage.slots import ways_of
from storage.spaces import log_rows, membership_rows
from storage.vault import Vault

T = TypeVar("T")
_NAME = "entering"
_PERSON = "select name from author where nr = 1"
_ADD_SPACE = "insert into space (id, title, is_home) values (?, ?, ?)"
_IS_FIRST = "select not exists (select 1 from membership)"
_LEAVE_HOME = "update space set is_home = 0"
_OWN_DEVICE = "select nr from device where space = 1 and is_own order by nr desc limit 1"
_ADD_OWN_DEVICE = """
    insert into device (space, id, author, name, role, is_own, added_ms)
    values (?, ?, 1, ?, ?, 1, ?)
"""
_MOVE_DEVICE = """
    update device set space = ?, id = ?, name = ?, role = ?, added_ms = ? where nr = ?
"""
_WAITS = "update device set waits = 1 where space = ? and id = ?"
_MOVE_CHANGES = "update change set space = ? where space = 1"
_MOVE_RECORDS = "update record set space = ? where space = 1"
_FORGET = "delete from setting where name = ?"


class VaultEntering:
    """What an open vault keeps for making and joining spaces."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def person(self) -> Person:
        """Whose vault it is."""
        name = self._kept(lambda rows: str(rows.execute(_PERSON).fetchone()[0]))
        return Person(name, platform.node() or "PC", self._vault.is_training)

    def is_open_to_shares(self) -> bool:
        """Whether two of a team's recovery shares open it."""
        return ways_of(self._vault.file).shares

    def entering(self) -> Entering | None:
        """What was begun and not finished."""
        return self._kept(read)

    def keep_entering(self, entering: Entering) -> None:
        """Keep what is about to be sent."""
        self._vault.write_here(lambda session: keep(session.connection, entering))

    def drop_entering(self) -> None:
        """Forget what the service will never take."""
        self._vault.write_here(lambda session: drop(session.connection))

    def enter(self, entering: Entering, cursor: Cursor, entries: Sequence[LogEntry]) -> None:
        """Belong to the space from now on."""
        pc = self.person().pc
        self._vault.write_here(
            lambda session: enter(
                session.connection,
                entering,
                cursor=cursor,
                entries=entries,
                pc=pc,
                now_ms=session.now_ms(),
            )
        )

    def _kept(self, work: Callable[[Connection], T]) -> T:
        return self._vault.read_here(lambda reading: work(reading.connection))


def read(connection: Connection) -> Entering | None:
    """What was begun and not finished."""
    kept = settings.read(connection, _NAME)
    if not isinstance(kept, dict):
        return None
    fields = cast("dict[str, Value]", kept)
    own = cast("list[Value]", fields.pop("own"))
    url, signing, pins = cast("list[Value]", fields.pop("service"))
    service = ServiceAddress(cast(str, url), cast(bytes, signing), tuple(cast("list[bytes]", pins)))
    return Entering(own=Own(*cast("list[bytes]", own)), service=service, **fields)  # type: ignore[arg-type]


def keep(connection: Connection, entering: Entering) -> None:
    """Keep what is about to be sent, in place of anything begun before."""
    own, service = entering.own, entering.service
    value: dict[str, Value] = {
        "asked": entering.asked,
        "space": entering.space,
        "title": entering.title,
        "role": entering.role,
        "epoch": entering.epoch,
        "content_key": entering.content_key,
        "statement": entering.statement,
        "permit": entering.permit,
        "service": [service.url, service.signing, [*service.pins]],
        "own": [own.device, own.keys, own.author, own.incarnation, own.seq, own.place],
    }
    settings.write(connection, _NAME, value)


def drop(connection: Connection) -> None:
    """Forget what was begun."""
    connection.execute(_FORGET, (_NAME,))


def enter(
    connection: Connection,
    entering: Entering,
    *,
    cursor: Cursor,
    entries: Sequence[LogEntry],
    pc: str,
    now_ms: int,
) -> None:
    """Belong to the space; records of before any space move into the first, ids unchanged."""
    is_first = bool(connection.execute(_IS_FIRST).fetchone()[0])
    if is_first:
        connection.execute(_LEAVE_HOME)
    added = connection.execute(_ADD_SPACE, (entering.space, entering.title, is_first))
    space = added.lastrowid
    own = entering.own
    membership_rows.add(
        connection, space, own=own, service=entering.service, cursor=cursor, now_ms=now_ms
    )
    if entering.content_key is not None:
        membership_rows.add_key(connection, space, epoch=entering.epoch, key=entering.content_key)
    log_rows.add(connection, space, entries, now_ms)
    device = (own.device, pc, entering.role, now_ms)
    if is_first:
        _move_own_records(connection, space, device)
    else:
        connection.execute(_ADD_OWN_DEVICE, (space, *device))
    if entering.content_key is None:
        connection.execute(_WAITS, (space, own.device))
    drop(connection)


def _move_own_records(
    connection: Connection, space: int, device: tuple[bytes, str, str, int]
) -> None:
    """What was written before any space was written by the device that it now has there."""
    nr = connection.execute(_OWN_DEVICE).fetchone()[0]
    connection.execute(_MOVE_DEVICE, (space, *device, nr))
    connection.execute(_ADD_OWN_DEVICE, (space_rows.OWN, None, *device[1:]))
    connection.execute(_MOVE_CHANGES, (space,))
    connection.execute(_MOVE_RECORDS, (space,))
    moved = space_rows.read_digest(connection, space_rows.OWN)
    there = space_rows.read_digest(connection, space)
    both = Digest(add(there.have, moved.have), add(there.state, moved.state))
    space_rows.write_digest(connection, space, both)
    space_rows.write_digest(connection, space_rows.OWN, Digest())
