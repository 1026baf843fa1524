"""What the pages about sync and devices show: counts, times and problems, no content."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from app.errors import Fact
from app.ports.accounts import Account, KeptReceipt
from app.ports.exchange import EntryState
from storage.connection import Connection
from storage.spaces import accounts, copies, leaving, log_rows

# The index holds few rows; SQLite takes it only for the very words that it was made with.
_ONLY_HERE = """
    select count(distinct record) from change indexed by change_to_send
    where status in ('waiting', 'sealed', 'refused') and status <> 'refused'
"""
_REFUSED = """
    select count(distinct record) from change indexed by change_to_send
    where status in ('waiting', 'sealed', 'refused') and status = 'refused'
"""
_COPIED_FOR_MS = 30 * 24 * 60 * 60 * 1000
_EVIDENCE = "select count(*) from evidence where space = ?"
_SPACES = """
    select s.nr, s.id, s.title, s.is_home, m.url, m.position, m.tried_ms, m.reached_ms,
        m.problems, m.is_frozen
    from membership m join space s on s.nr = m.space order by s.is_home desc, s.nr
"""
_DEVICES = """
    select d.id, a.id, a.name, d.name, d.role, d.is_own, d.added_ms, d.removed_ms,
        case when d.is_own then m.reached_ms else h.mark_ms end, h.position,
        d.waits
    from device d
    join author a on a.nr = d.author
    join membership m on m.space = d.space
    left join heard h on h.device = d.nr
    where d.space = ? order by d.added_ms, d.nr
"""


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A device of a space; times in ms since 1970, `read_to` the position it is known to have.

    `author` is the person's id in the space, the vault's own for its person. `waits` says that the
    device joined at a distance and that no lead has admitted it. `copied_ms` is when it last said
    that a copy of its vault sends in its name: leads are told, and who works at it.
    """

    id: bytes
    author: bytes
    person: str
    pc: str
    role: str
    is_own: bool
    added_ms: int | None
    removed_ms: int | None
    mark_ms: int | None
    read_to: int | None
    waits: bool = False
    copied_ms: int | None = None


@dataclass(frozen=True, slots=True)
class SpaceOverview:
    """A space and its last exchange: when tried, when the service was reached, what is wrong.

    `problems` are codes with their facts, each with a sentence in `resources/errors`. `account` is
    what it did, `receipt` the newest there is; `evidence` counts what convicts the service.
    """

    id: bytes
    title: str
    is_home: bool
    url: str
    position: int
    tried_ms: int | None
    reached_ms: int | None
    problems: tuple[tuple[str, dict[str, Fact]], ...]
    is_frozen: bool
    parked: int
    held: int
    evidence: int
    account: Account | None
    receipt: KeptReceipt | None
    devices: tuple[DeviceRow, ...]


@dataclass(frozen=True, slots=True)
class SyncOverview:
    """How many records are only on this PC, how many were refused, and each space.

    `left_ms` is when the last space that this PC was removed from was destroyed here.
    """

    only_here: int
    refused: int
    spaces: tuple[SpaceOverview, ...]
    left_ms: int | None = None


def is_copied(device: DeviceRow, now_ms: int) -> bool:
    """Whether it said within 30 days that a copy of its vault sends in its name."""
    return device.copied_ms is not None and now_ms - device.copied_ms < _COPIED_FOR_MS


def read(connection: Connection) -> SyncOverview:
    """All of it, in one consistent view."""
    rows = connection.execute(_SPACES).fetchall()
    return SyncOverview(
        only_here=int(connection.execute(_ONLY_HERE).fetchone()[0]),
        refused=int(connection.execute(_REFUSED).fetchone()[0]),
        spaces=tuple(_space(connection, *row) for row in rows),
        left_ms=leaving.last_left(connection),
    )


def devices(connection: Connection, space: int) -> tuple[DeviceRow, ...]:
    """The devices of a space by its row number, in the order they joined."""
    copied = copies.noticed(connection, space)
    rows = (_device(*row) for row in connection.execute(_DEVICES, (space,)))
    return tuple(replace(row, copied_ms=copied.get(row.id)) for row in rows)


def _space(
    connection: Connection,
    nr: int,
    id: bytes,
    title: str,
    is_home: int,
    url: str,
    position: int,
    tried_ms: int | None,
    reached_ms: int | None,
    problems: str,
    is_frozen: int,
) -> SpaceOverview:
    return SpaceOverview(
        id=id,
        title=title,
        is_home=bool(is_home),
        url=url,
        position=position,
        tried_ms=tried_ms,
        reached_ms=reached_ms,
        problems=tuple((code, facts) for code, facts in json.loads(problems)),
        is_frozen=bool(is_frozen),
        parked=log_rows.count(connection, nr, EntryState.PARKED),
        held=log_rows.count(connection, nr, EntryState.HELD),
        evidence=int(connection.execute(_EVIDENCE, (nr,)).fetchone()[0]),
        account=accounts.read(connection, nr),
        receipt=accounts.newest_receipt(connection, nr),
        devices=devices(connection, nr),
    )


def _device(
    id: bytes,
    author: bytes,
    person: str,
    pc: str,
    role: str,
    is_own: int,
    added_ms: int | None,
    removed_ms: int | None,
    mark_ms: int | None,
    read_to: int | None,
    waits: int,
) -> DeviceRow:
    times = (added_ms, removed_ms, mark_ms)
    return DeviceRow(id, author, person, pc, role, bool(is_own), *times, read_to, bool(waits))
