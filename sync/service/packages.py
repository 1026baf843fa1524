"""The packages of open invitations: kept with the invite, gone when it ends.

Used, expired, cancelled and never made look the same from outside.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from sync.service.schema import packages


@dataclass(frozen=True)
class Package:
    """A sealed package and the space whose invite it belongs to."""

    space: bytes
    sealed: bytes


def keep_package(
    connection: Connection,
    package: Package,
    *,
    locator_hash: bytes,
    invite: bytes,
    expires: int,
) -> None:
    """Keep the package of an invite, named by its hash, until a moment in ms."""
    connection.execute(
        insert(packages).values(
            locator_hash=locator_hash,
            space=package.space,
            invite=invite,
            expires=expires,
            package=package.sealed,
        )
    )


def find_package(connection: Connection, locator: bytes, *, now_ms: int) -> Package | None:
    """The package under a locator, if its invitation is still open."""
    found = select(packages.c.space, packages.c.package).where(
        packages.c.locator_hash == hash_locator(locator), packages.c.expires > now_ms
    )
    row = connection.execute(found).one_or_none()
    return None if row is None else Package(*row)


def is_locator_taken(connection: Connection, locator_hash: bytes) -> bool:
    """Whether a package lies under the locator with this hash."""
    found = select(packages.c.space).where(packages.c.locator_hash == locator_hash)
    return connection.execute(found).one_or_none() is not None


def end_package(connection: Connection, space: bytes, invite: bytes) -> None:
    """Forget the package of an invite that was used or cancelled."""
    connection.execute(
        delete(packages).where(packages.c.space == space, packages.c.invite == invite)
    )


def drop_expired(connection: Connection, *, now_ms: int) -> None:
    """Forget every package whose time is over."""
    connection.execute(delete(packages).where(packages.c.expires <= now_ms))


def hash_locator(locator: bytes) -> bytes:
    """What an invite and the database say of a locator."""
    return hashlib.sha256(locator).digest()
