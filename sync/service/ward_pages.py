"""The newest page of each ward PC, kept outside the log."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, insert, select

from sync.service.mail_tables import ward_pages


def keep(connection: Connection, space: bytes, door: bytes, sealed: bytes) -> None:
    """Put a ward PC's page in the place of the one before; the space is locked."""
    of_door = (ward_pages.c.space == space, ward_pages.c.door == door)
    connection.execute(delete(ward_pages).where(*of_door))
    connection.execute(insert(ward_pages).values(space=space, door=door, sealed=sealed))


def forget_others(connection: Connection, space: bytes, doors: Collection[bytes]) -> None:
    """Forget the pages of ward PCs that are none of these any more."""
    kept = select(ward_pages.c.door).where(ward_pages.c.space == space)
    for door in set(connection.execute(kept).scalars()) - set(doors):
        of_door = (ward_pages.c.space == space, ward_pages.c.door == door)
        connection.execute(delete(ward_pages).where(*of_door))


def read(connection: Connection, space: bytes, door: bytes) -> bytes | None:
    """The page of a ward PC, None where there is none."""
    found = select(ward_pages.c.sealed).where(
        ward_pages.c.space == space, ward_pages.c.door == door
    )
    return connection.execute(found).scalar_one_or_none()
