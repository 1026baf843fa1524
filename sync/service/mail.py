"""Parcels that lie here for a space, until all its PCs have taken them in or 90 days are over."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    update,
)

from sync.service.mail_tables import parcels, parcels_of_wards, parcels_taken

_Value = bytes | BindParameter[bytes]

KEPT_MS = 90 * 24 * 60 * 60 * 1000


@dataclass(frozen=True)
class Address:
    """A parcel: the space it is for, the space it is from, its id."""

    space: bytes
    sender: bytes
    parcel: bytes

    @property
    def is_own(self) -> bool:
        """Whether it is from a ward PC of the space itself."""
        return self.space == self.sender


@dataclass(frozen=True)
class Room:
    """Of how many bytes parcels lie here for a space, and how many, and how many of one sender (a
    team, or a single ward PC of the space), that none of its PCs took in yet: one that is away for
    months is not to fill the box.
    """

    parcels: int
    bytes: int
    of_sender: int


def hash_of(connection: Connection, at: Address) -> bytes | None:
    """The hash of the bytes that a parcel came with, None for one that is not known."""
    return connection.execute(select(parcels.c.hash).where(*_is(at))).scalar_one_or_none()


def room(connection: Connection, at: Address, device: bytes) -> Room:
    """What lies here for the space, and of this sender, or this device if it is a ward PC of it."""
    lying = (parcels.c.space == at.space, parcels.c.sealed.is_not(None))
    size = select(func.coalesce(func.sum(parcels.c.size), 0)).where(*lying)
    untaken = select(func.count()).where(*lying, ~_taken_by_any())
    of_sender = untaken.where(parcels.c.sender == at.sender)
    if at.is_own:
        of_sender = of_sender.where(_posted_by(device))
    asked = (untaken, size, of_sender)
    return Room(*(connection.execute(each).scalar_one() for each in asked))


def keep(
    connection: Connection,
    at: Address,
    sealed: bytes,
    *,
    epoch: int,
    device: bytes,
    now_ms: int,
) -> None:
    """Keep a parcel, under the next number of the space, whose lock is held."""
    newest = select(func.coalesce(func.max(parcels.c.number), 0)).where(parcels.c.space == at.space)
    connection.execute(
        insert(parcels).values(
            space=at.space,
            sender=at.sender,
            parcel=at.parcel,
            number=connection.execute(newest).scalar_one() + 1,
            epoch=epoch,
            hash=sha256(sealed).digest(),
            size=len(sealed),
            taken=now_ms,
            sealed=sealed,
        )
    )
    if at.is_own:
        posted = insert(parcels_of_wards)
        connection.execute(posted.values(space=at.space, parcel=at.parcel, door=device))


def listed(
    connection: Connection, space: bytes, device: bytes, *, after: int, most: int
) -> list[tuple[int, bytes, bytes, int]]:
    """Number, sender, id and epoch of the parcels that a device has not taken in."""
    found = (
        select(parcels.c.number, parcels.c.sender, parcels.c.parcel, parcels.c.epoch)
        .where(*_not_taken(space, device), parcels.c.number > after)
        .order_by(parcels.c.number)
        .limit(most)
    )
    return [tuple(row) for row in connection.execute(found)]


def waiting(connection: Connection, space: bytes, device: bytes) -> Mapping[bytes, bytes]:
    """How many of each sender a device has not taken in, as `hello` tells it."""
    counted = connection.execute(_counted(), {"of": space, "by": device})
    return {sender: count.to_bytes(8, "big") for sender, count in counted}


def read(connection: Connection, at: Address) -> bytes | None:
    """The bytes of a parcel, None where it is not or no longer here."""
    return connection.execute(select(parcels.c.sealed).where(*_is(at))).scalar_one_or_none()


def keep_word(
    connection: Connection, at: Address, device: bytes, word: bytes, *, now_ms: int
) -> None:
    """Keep a device's word that it took one in; the first of each device stays."""
    known = select(exists().where(*_words_of(at), parcels_taken.c.device == device))
    is_here = hash_of(connection, at) is not None
    if not is_here or connection.execute(known).scalar_one():
        return
    connection.execute(
        insert(parcels_taken).values(
            space=at.space,
            sender=at.sender,
            parcel=at.parcel,
            device=device,
            at=now_ms,
            word=word,
        )
    )


def let_go(connection: Connection, at: Address, devices: Collection[bytes]) -> None:
    """Let go of the bytes of a parcel that all of these devices took in."""
    told = select(parcels_taken.c.device).where(*_words_of(at))
    if set(devices) <= {row[0] for row in connection.execute(told)}:
        connection.execute(update(parcels).where(*_is(at)).values(sealed=None))


def word_of(connection: Connection, at: Address, writers: Collection[bytes]) -> bytes | None:
    """The word of the first device that took one in, of those that write there now if one did."""
    found = (
        select(parcels_taken.c.device, parcels_taken.c.word)
        .where(*_words_of(at))
        .order_by(parcels_taken.c.at, parcels_taken.c.device)
    )
    words = {device: word for device, word in connection.execute(found)}
    believed = (word for device, word in words.items() if device in writers)
    return next(believed, next(iter(words.values()), None))


def close(connection: Connection, space: bytes, sender: bytes) -> None:
    """Forget what lies here of a sender and nobody took in."""
    of_sender = (parcels.c.space == space, parcels.c.sender == sender)
    connection.execute(delete(parcels).where(*of_sender, ~_taken_by_any()))


def drop_old(connection: Connection, space: bytes, *, now_ms: int) -> None:
    """Forget what came more than 90 days ago, and the words about it."""
    old = (parcels.c.space == space, parcels.c.taken <= now_ms - KEPT_MS)
    for sender, parcel in connection.execute(
        select(parcels.c.sender, parcels.c.parcel).where(*old)
    ).all():
        at = Address(space, sender, parcel)
        connection.execute(delete(parcels_taken).where(*_words_of(at)))
        if at.is_own:
            posted = (parcels_of_wards.c.space == space, parcels_of_wards.c.parcel == parcel)
            connection.execute(delete(parcels_of_wards).where(*posted))
    connection.execute(delete(parcels).where(*old))


def _is(at: Address) -> Sequence[ColumnElement[Any]]:
    return (
        parcels.c.space == at.space,
        parcels.c.sender == at.sender,
        parcels.c.parcel == at.parcel,
    )


def _words_of(at: Address) -> Sequence[ColumnElement[Any]]:
    return (
        parcels_taken.c.space == at.space,
        parcels_taken.c.sender == at.sender,
        parcels_taken.c.parcel == at.parcel,
    )


def _posted_by(door: bytes) -> ColumnElement[bool]:
    return exists().where(
        parcels_of_wards.c.space == parcels.c.space,
        parcels_of_wards.c.parcel == parcels.c.parcel,
        parcels_of_wards.c.door == door,
    )


def _taken_by_any() -> ColumnElement[bool]:
    return exists().where(
        parcels_taken.c.space == parcels.c.space,
        parcels_taken.c.sender == parcels.c.sender,
        parcels_taken.c.parcel == parcels.c.parcel,
    )


@cache
def _counted() -> Select[bytes, int]:
    """Made once: every exchange asks it."""
    lying = _not_taken(bindparam("of"), bindparam("by"))
    return select(parcels.c.sender, func.count()).where(*lying).group_by(parcels.c.sender)


def _not_taken(space: _Value, device: _Value) -> Sequence[ColumnElement[Any]]:
    word = exists().where(
        parcels_taken.c.space == parcels.c.space,
        parcels_taken.c.sender == parcels.c.sender,
        parcels_taken.c.parcel == parcels.c.parcel,
        parcels_taken.c.device == device,
    )
    return (parcels.c.space == space, parcels.c.sealed.is_not(None), ~word)
