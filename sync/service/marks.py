"""The newest mark of each device, kept outside the log."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, delete, insert, select

from sync.service.schema import marks

_OF_OTHERS = (
    select(marks.c.mark)
    .where(marks.c.space == bindparam("of"), marks.c.device != bindparam("but"))
    .order_by(marks.c.device)
)


def keep_mark(connection: Connection, space: bytes, *, device: bytes, mark: bytes) -> None:
    """Put a device's mark in the place of the one before; the space is locked."""
    connection.execute(delete(marks).where(marks.c.space == space, marks.c.device == device))
    connection.execute(insert(marks).values(space=space, device=device, mark=mark))


def find_mark(connection: Connection, space: bytes, device: bytes) -> bytes | None:
    """The mark that a device left last."""
    found = select(marks.c.mark).where(marks.c.space == space, marks.c.device == device)
    return connection.execute(found).scalar_one_or_none()


def marks_of_others(connection: Connection, space: bytes, device: bytes) -> list[bytes]:
    """The newest mark of every other device."""
    return list(connection.execute(_OF_OTHERS, {"of": space, "but": device}).scalars())
