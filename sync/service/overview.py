"""What an administrator sees of spaces: numbers, sizes, days and random ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from sync.service import introductions, log, mail, objects, packages
from sync.service.mail_tables import introductions as offers
from sync.service.mail_tables import parcels
from sync.service.refusals import Refusal
from sync.service.schema import entries, spaces
from sync.service.schema import packages as invitations
from sync.service.spaces import Memberships
from sync.service.store import Tip, tip


@dataclass(frozen=True)
class SpaceKept:
    """One space: where its log stands, who belongs to it, and what is kept, in bytes.

    `devices` is None for a log that does not follow from itself, `newest` when its newest entry was
    taken (ms), None for an empty log.
    """

    space: bytes
    generation: int
    position: int
    devices: int | None
    entries_bytes: int
    objects_bytes: int
    parcels: int
    newest: int | None


@dataclass(frozen=True)
class DeviceKept:
    """One PC of a space: its role, and when it was added, wrote last, and was removed (ms)."""

    device: bytes
    role: str
    added: int | None
    newest: int | None
    removed: int | None


def all_spaces(connection: Connection) -> list[SpaceKept]:
    """Every space, in the order of ids."""
    ids = connection.execute(select(spaces.c.space).order_by(spaces.c.space)).scalars().all()
    return [_space(connection, bytes(space)) for space in ids]


def devices_of(connection: Connection, space: bytes) -> list[DeviceKept] | None:
    """The PCs of a space in the order in which they came; None for one that is not kept here."""
    stands = tip(connection, space)
    if stands is None:
        return None
    newest = _newest(connection, space)
    known = Memberships().at(connection, stands).devices.values()

    def taken(position: int | None) -> int | None:
        return None if position is None else log.taken_at(connection, space, position)

    return [
        DeviceKept(each.id, each.role, taken(each.added), newest.get(each.id), taken(each.removed))
        for each in sorted(known, key=lambda each: each.added)
    ]


def prune(connection: Connection, *, now_ms: int) -> Mapping[str, int]:
    """Forget what nobody can use any more, and count it: invitations, introductions, parcels.

    The service does the same by itself as it is asked; this is for one that hardly is.
    """
    before = _passing(connection)
    packages.drop_expired(connection, now_ms=now_ms)
    introductions.drop_expired(connection, now_ms=now_ms)
    for space in connection.execute(select(spaces.c.space)).scalars().all():
        mail.drop_old(connection, bytes(space), now_ms=now_ms)
    after = _passing(connection)
    return {name: count - after[name] for name, count in before.items()}


def _passing(connection: Connection) -> Mapping[str, int]:
    tables = {
        "invitations": invitations,
        "introductions": offers,
        "parcels": parcels,
    }
    counts = {name: select(func.count()).select_from(each) for name, each in tables.items()}
    return {name: connection.execute(each).scalar_one() for name, each in counts.items()}


def _space(connection: Connection, space: bytes) -> SpaceKept:
    stands = tip(connection, space)
    if stands is None:
        raise LookupError(space)
    waiting = select(func.count()).where(parcels.c.space == space, parcels.c.sealed.is_not(None))
    return SpaceKept(
        space,
        stands.generation,
        stands.position,
        _count_devices(connection, stands),
        stands.bytes_kept,
        objects.bytes_of(connection, space),
        connection.execute(waiting).scalar_one(),
        log.taken_at(connection, space, stands.position),
    )


def _count_devices(connection: Connection, stands: Tip) -> int | None:
    try:
        known = Memberships().at(connection, stands).devices.values()
    except Refusal:
        return None
    return sum(each.removed is None for each in known)


def _newest(connection: Connection, space: bytes) -> dict[bytes, int]:
    found = (
        select(entries.c.device, func.max(entries.c.taken))
        .where(entries.c.space == space, entries.c.is_statement == 0)
        .group_by(entries.c.device)
    )
    return {bytes(device): taken for device, taken in connection.execute(found)}
