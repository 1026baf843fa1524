"""Keep objects chunk by chunk: rows in the database, the bytes there too or in a folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, delete, func, insert, select, update

from sync.service.object_tables import chunks, objects

_AT_ONCE = 500


@dataclass(frozen=True)
class Copy:
    """An object as one device sent it, or is sending it."""

    space: bytes
    object: bytes
    device: bytes

    @property
    def row(self) -> Mapping[str, bytes]:
        """What its rows are known by."""
        return {"space": self.space, "object": self.object, "device": self.device}


@dataclass(frozen=True)
class Held:
    """How much of a copy is kept."""

    chunks: int = 0
    is_whole: bool = False


def held(connection: Connection, copy: Copy) -> Held:
    """How much of a copy is kept, nothing if none of it came."""
    found = select(objects.c.chunks, objects.c.is_whole).filter_by(**copy.row)
    row = connection.execute(found).one_or_none()
    return Held() if row is None else Held(row[0], bool(row[1]))


def copies(
    connection: Connection, space: bytes, wanted: Sequence[bytes], *, most: int
) -> list[tuple[bytes, bytes, int, bool]]:
    """The copies of some objects: object, device, chunks so far, whether all came."""
    found = select(objects.c.object, objects.c.device, objects.c.chunks, objects.c.is_whole)
    found = found.where(objects.c.space == space, objects.c.object.in_(wanted))
    ordered = found.order_by(objects.c.object, objects.c.taken, objects.c.device).limit(most)
    return [(row[0], row[1], row[2], bool(row[3])) for row in connection.execute(ordered)]


def bytes_of(connection: Connection, space: bytes) -> int:
    """How many bytes of objects a space has here."""
    total = select(func.coalesce(func.sum(objects.c.size), 0)).where(objects.c.space == space)
    return int(connection.execute(total).scalar_one())


def hash_at(connection: Connection, copy: Copy, index: int) -> bytes | None:
    """SHA-256 of the chunk kept at a place."""
    found = select(chunks.c.hash).filter_by(**copy.row, place=index)
    return connection.execute(found).scalar_one_or_none()


def keep(
    connection: Connection,
    copy: Copy,
    chunk: bytes,
    *,
    is_last: bool,
    taken: int,
    folder: Path | None,
) -> Held:
    """Keep the next chunk of a copy; the space is locked. Raises OSError where a folder fails.

    A file that a cut left without its row is written over by the same chunk.
    """
    before = held(connection, copy)
    if folder is not None:
        _write(_file(folder, copy, before.chunks), chunk)
    kept = None if folder is not None else chunk
    row = {**copy.row, "place": before.chunks, "hash": sha256(chunk).digest(), "sealed": kept}
    connection.execute(insert(chunks).values(row))
    after = Held(before.chunks + 1, is_last)
    if before.chunks:
        moved = update(objects).filter_by(**copy.row)
        size = objects.c.size + len(chunk)
        connection.execute(moved.values(chunks=after.chunks, is_whole=int(is_last), size=size))
    else:
        row = {**copy.row, "chunks": 1, "is_whole": int(is_last), "size": len(chunk)}
        connection.execute(insert(objects).values({**row, "taken": taken}))
    return after


def read(connection: Connection, copy: Copy, index: int, *, folder: Path | None) -> bytes | None:
    """A chunk of a copy, None where it is not or no longer there.

    Looked for in the database first: what came before a folder was set stays there.
    """
    found = select(chunks.c.sealed).filter_by(**copy.row, place=index)
    row = connection.execute(found).one_or_none()
    if row is None or row[0] is not None or folder is None:
        return None if row is None else row[0]
    with suppress(OSError):
        return _file(folder, copy, index).read_bytes()
    return None


def erase(
    connection: Connection, space: bytes, named: Sequence[bytes], *, folder: Path | None
) -> None:
    """Let go of every copy of these objects, in the caller's transaction."""
    for start in range(0, len(named), _AT_ONCE):
        some = named[start : start + _AT_ONCE]
        for table in (chunks, objects):
            connection.execute(
                delete(table).where(table.c.space == space, table.c.object.in_(some))
            )
    if folder is not None:
        wanted = {object.hex() for object in named}
        with suppress(OSError):
            for copy in (folder / space.hex()).iterdir():
                if copy.name.partition("-")[0] in wanted:
                    shutil.rmtree(copy, ignore_errors=True)


def _file(folder: Path, copy: Copy, index: int) -> Path:
    return folder / copy.space.hex() / f"{copy.object.hex()}-{copy.device.hex()}" / str(index)


def _write(file: Path, chunk: bytes) -> None:
    """Durable under its name before the row that says so."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    opened = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(opened, "wb") as target:
        target.write(chunk)
        target.flush()
        os.fsync(target.fileno())
    part.replace(file)
    if os.name == "posix":
        for folder in (file.parent, file.parent.parent, file.parent.parent.parent):
            _sync(folder)


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
