"""Introductions under way: what two leads leave for each other under a code's locator."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, delete, func, insert, select, update

from sync.service.mail_tables import introductions


@dataclass(frozen=True)
class Introducing:
    """The space that made an offer, the offer, and the answer if there is one."""

    space: bytes
    offer: bytes
    answer: bytes | None


def keep_offer(
    connection: Connection, space: bytes, locator: bytes, *, offer: bytes, expires: int
) -> None:
    """Keep an offer until a moment in ms."""
    connection.execute(
        insert(introductions).values(
            locator_hash=_hash(locator), space=space, offer=offer, expires=expires
        )
    )


def find(connection: Connection, locator: bytes, *, now_ms: int) -> Introducing | None:
    """What lies under a locator, if its time is not over."""
    found = select(introductions.c.space, introductions.c.offer, introductions.c.answer).where(
        introductions.c.locator_hash == _hash(locator), introductions.c.expires > now_ms
    )
    row = connection.execute(found).one_or_none()
    return None if row is None else Introducing(*row)


def keep_answer(connection: Connection, locator: bytes, answer: bytes) -> None:
    """Keep the one answer."""
    where = introductions.c.locator_hash == _hash(locator)
    connection.execute(update(introductions).where(where).values(answer=answer))


def count_offers(connection: Connection, space: bytes) -> int:
    """How many offers of a space are kept."""
    counted = select(func.count()).where(introductions.c.space == space)
    return connection.execute(counted).scalar_one()


def drop_expired(connection: Connection, *, now_ms: int) -> None:
    """Forget every introduction whose time is over."""
    connection.execute(delete(introductions).where(introductions.c.expires <= now_ms))


def _hash(locator: bytes) -> bytes:
    return sha256(locator).digest()
