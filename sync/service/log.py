"""Read a space's log: what is at a position, under a number, after a position."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, func, select

from sync.service.schema import entries, groups
from sync.service.store import Tip

_MOST_ENTRIES = 1_000
_RUNNING_AT = select(entries.c.running).where(
    entries.c.space == bindparam("of"), entries.c.position == bindparam("at")
)
_BY_NUMBER = select(entries.c.position, entries.c.hash, entries.c.running).where(
    entries.c.space == bindparam("of"),
    entries.c.device == bindparam("by"),
    entries.c.incarnation == bindparam("named"),
    entries.c.seq == bindparam("numbered"),
)


@dataclass(frozen=True)
class Kept:
    """An entry that has its position."""

    position: int
    hash: bytes
    running: bytes


@dataclass(frozen=True)
class Page:
    """Entries in order with their groups, None for a group that was erased."""

    entries: list[tuple[bytes, list[bytes | None]]]
    last: int


def running_at(connection: Connection, tip: Tip, position: int) -> bytes | None:
    """The running hash at a position, None above the newest; at 0 it is the space's id."""
    if position == 0:
        return tip.space
    at = {"of": tip.space, "at": position}
    return connection.execute(_RUNNING_AT, at).scalar_one_or_none()


def by_number(
    connection: Connection, space: bytes, *, device: bytes, incarnation: bytes, seq: int
) -> Kept | None:
    """The segment kept under a device's number."""
    number = {"of": space, "by": device, "named": incarnation, "numbered": seq}
    row = connection.execute(_BY_NUMBER, number).one_or_none()
    return None if row is None else Kept(*row)


def by_hash(connection: Connection, space: bytes, entry_hash: bytes) -> Kept | None:
    """The entry kept with these bytes; the bytes hold their signer, so there is only one."""
    found = select(entries.c.position, entries.c.hash, entries.c.running).where(
        entries.c.space == space, entries.c.hash == entry_hash
    )
    row = connection.execute(found).one_or_none()
    return None if row is None else Kept(*row)


def last_segment(connection: Connection, space: bytes, device: bytes) -> bytes | None:
    """The hash of a device's newest segment, of whichever incarnation."""
    found = select(entries.c.hash).where(
        entries.c.space == space, entries.c.device == device, entries.c.is_statement == 0
    )
    return connection.execute(
        found.order_by(entries.c.position.desc()).limit(1)
    ).scalar_one_or_none()


def last_seq(connection: Connection, space: bytes, *, device: bytes, incarnation: bytes) -> int:
    """The newest number of a device's incarnation, 0 before its first."""
    found = select(entries.c.seq).where(
        entries.c.space == space,
        entries.c.device == device,
        entries.c.incarnation == incarnation,
    )
    newest = connection.execute(found.order_by(entries.c.seq.desc()).limit(1)).scalar_one_or_none()
    return newest or 0


def taken_at(connection: Connection, space: bytes, position: int) -> int | None:
    """When the entry at a position was taken, ms of the service's clock."""
    found = select(entries.c.taken)
    found = found.where(entries.c.space == space, entries.c.position == position)
    return connection.execute(found).scalar_one_or_none()


def size_after(connection: Connection, space: bytes, *, device: bytes, position: int) -> int:
    """The bytes that a device added above a position."""
    found = select(func.coalesce(func.sum(entries.c.size), 0)).where(
        entries.c.space == space, entries.c.device == device, entries.c.position > position
    )
    return int(connection.execute(found).scalar_one())


def statements(
    connection: Connection, space: bytes, *, after: int, up_to: int
) -> list[tuple[int, bytes]]:
    """The statements above one position, up to another, with their positions."""
    found = select(entries.c.position, entries.c.entry).where(
        entries.c.space == space,
        entries.c.is_statement == 1,
        entries.c.position > after,
        entries.c.position <= up_to,
    )
    return [(row[0], row[1]) for row in connection.execute(found.order_by(entries.c.position))]


def hashes(connection: Connection, space: bytes, *, after: int, up_to: int) -> list[bytes]:
    """The hashes of the entries after a position, up to another."""
    found = (
        select(entries.c.hash)
        .where(entries.c.space == space, entries.c.position > after, entries.c.position <= up_to)
        .order_by(entries.c.position)
    )
    return list(connection.execute(found).scalars())


def page(connection: Connection, tip: Tip, *, after: int, most: int) -> Page:
    """The entries after a position, as many as fit into `most` bytes and at least one."""
    sizes = select(entries.c.position, entries.c.size).where(
        entries.c.space == tip.space,
        entries.c.position > after,
        entries.c.position <= tip.position,
    )
    ordered = sizes.order_by(entries.c.position).limit(_MOST_ENTRIES)
    last = _last_that_fits([(row[0], row[1]) for row in connection.execute(ordered)], most, after)
    return Page(_between(connection, tip.space, after, last), last)


def _last_that_fits(sizes: Sequence[tuple[int, int]], most: int, after: int) -> int:
    last, total = after, 0
    for position, size in sizes:
        total += size
        if total > most and last > after:
            break
        last = position
    return last


def _between(
    connection: Connection, space: bytes, after: int, last: int
) -> list[tuple[bytes, list[bytes | None]]]:
    bodies: defaultdict[int, list[bytes | None]] = defaultdict(list)
    found = select(groups.c.position, groups.c.sealed).where(
        groups.c.space == space, groups.c.position > after, groups.c.position <= last
    )
    for position, sealed in connection.execute(found.order_by(groups.c.position, groups.c.place)):
        bodies[position].append(sealed)
    rows = select(entries.c.position, entries.c.entry).where(
        entries.c.space == space, entries.c.position > after, entries.c.position <= last
    )
    return [
        (entry, bodies[position])
        for position, entry in connection.execute(rows.order_by(entries.c.position))
    ]
