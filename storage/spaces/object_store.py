"""The objects of one space as an exchange sees them (`app.ports.objects`)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar, cast

from app.domain.attachment import Sealed
from app.errors import NotFound, Refused
from app.ports.objects import Leaving, Wanted
from storage import settings
from storage.connection import Connection
from storage.objects import travelling
from storage.objects.arriving import Arriving
from storage.objects.folder import Objects
from storage.objects.sealing import count_chunks
from storage.vault import Vault

T = TypeVar("T")
ROOM_BYTES = 256 * 1024 * 1024
"""What fetching leaves free on the disk, for records."""
_REST = "objects_rest"


def free_bytes(folder: Path) -> int:
    """The room on the disk of a folder; plenty where the system does not tell."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return ROOM_BYTES


class VaultObjects:
    """Objects of an open vault's space; up to `small` bytes are fetched without being asked for."""

    def __init__(self, vault: Vault, *, nr: int, small: int) -> None:
        self._vault, self._nr, self._small = vault, nr, small
        self._objects, self._arriving = Objects(vault.path), Arriving(vault.path)
        self._known: dict[bytes, Sealed] = {}

    def leaving(self, most: int) -> list[Leaving]:
        """Objects made here that the service may not hold yet."""
        rows = self._vault.read_here(
            lambda reading: travelling.leaving(
                reading.connection, self._vault.path, self._nr, now_ms=reading.now_ms()
            )
        )
        return [Leaving(self._know(row.sealed), count_chunks(row.sealed.size)) for row in rows][
            :most
        ]

    def wanted(self, most: int) -> list[Wanted]:
        """Objects to fetch now."""
        rows = self._vault.read_here(
            lambda reading: travelling.wanted(
                reading.connection,
                self._vault.path,
                self._nr,
                now_ms=reading.now_ms(),
                small=self._small,
            )
        )
        return [
            Wanted(
                object=self._know(row.sealed),
                device=row.device or b"",
                chunks=count_chunks(row.sealed.size),
                here=self._arriving.here(row.sealed.object),
            )
            for row in rows[:most]
        ]

    def is_resting(self) -> bool:
        """Whether objects are left alone for now."""
        until, now = self._vault.read_here(
            lambda reading: (settings.read(reading.connection, _REST), reading.now_ms())
        )
        pause = cast("list[int]", until) if isinstance(until, list) else [0, 0]
        return pause[0] <= now < pause[1]

    def rest(self, seconds: int) -> None:
        """Leave objects alone for so long."""
        self._vault.write_here(
            lambda session: settings.write(
                session.connection, _REST, [session.now_ms(), session.now_ms() + seconds * 1000]
            )
        )

    def chunk(self, object: bytes, index: int) -> bytes:
        """A sealed chunk of an object made here, checked."""
        return self._objects.chunk(self._sealed(object), index)

    def keep_progress(self, object: bytes, chunks: int) -> None:
        """The service has so many chunks."""
        self._write(lambda rows, _now: travelling.keep_done(rows, object, chunks))

    def keep_sent(self, object: bytes) -> None:
        """The service has all of it."""
        self._write(lambda rows, now: travelling.keep_sent(rows, object, now_ms=now))

    def keep_chunk(self, object: bytes, index: int, chunk: bytes) -> None:
        """Keep the next chunk; raises Refused `objects.no_room` too."""
        if free_bytes(self._vault.path) < ROOM_BYTES + len(chunk):
            raise Refused("objects.no_room")
        if self._arriving.keep(self._sealed(object), index, chunk):
            self._write(lambda rows, _now: travelling.keep_come(rows, object))

    def keep_trouble(self, object: bytes, why: str) -> None:
        """Say why it did not move."""
        self._write(lambda rows, now: travelling.keep_trouble(rows, object, why, now_ms=now))

    def _know(self, sealed: Sealed) -> bytes:
        object = bytes.fromhex(sealed.object)
        self._known[object] = sealed
        return object

    def _sealed(self, object: bytes) -> Sealed:
        found = self._known.get(object)
        if found is None:
            found = self._vault.read_here(
                lambda reading: travelling.sealed_of(reading.connection, self._nr, object)
            )
        if found is None:
            raise NotFound("attachment.not_here")
        return found

    def _write(self, work: Callable[[Connection, int], T]) -> T:
        return self._vault.write_here(lambda session: work(session.connection, session.now_ms()))
