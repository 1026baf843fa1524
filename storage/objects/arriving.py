"""An object that is being fetched: its sealed chunks in a file of their own until all are here.

What lies there is as sealed as the object itself. Each chunk is opened before it is kept, so a
cut loses one at the most, and what is there goes on.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from app.domain.attachment import Sealed
from app.errors import Damaged, Refused
from storage.durable import sync_folder
from storage.objects.folder import COMING, Objects, refusal
from storage.objects.sealing import CHUNK, TAG, check_chunk, count_chunks

_SEALED = CHUNK + TAG
_FLAGS = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)


class Arriving:
    """The objects of a vault that are on their way here."""

    def __init__(self, vault: Path) -> None:
        self._objects = Objects(vault)

    def here(self, object: str) -> int:
        """How many whole chunks have come; a part of one that a cut left counts for nothing."""
        with suppress(OSError):
            return self._file(object).stat().st_size // _SEALED
        return 0

    def keep(self, sealed: Sealed, index: int, chunk: bytes) -> bool:
        """Keep the next chunk, down to the disk; whether the object is whole now.

        Raises Damaged `attachment.damaged`, and Refused as `Objects.store` does.
        """
        check_chunk(chunk, sealed, index)
        try:
            self._objects.make_folder()
            _write_at(self._file(sealed.object), index * _SEALED, chunk)
            if index + 1 < count_chunks(sealed.size):
                return False
            self._objects.check(self._file(sealed.object), sealed)
            self._file(sealed.object).replace(self._objects.folder / sealed.object)
            sync_folder(self._objects.folder)
        except Damaged:
            self.drop(sealed.object)
            raise
        except OSError as error:
            raise refusal(error) from error
        return True

    def drop(self, object: str) -> None:
        """Forget what has come of an object."""
        with suppress(OSError):
            self._file(object).unlink(missing_ok=True)

    def _file(self, object: str) -> Path:
        return self._objects.folder / f"{object}{COMING}"


def _write_at(path: Path, offset: int, chunk: bytes) -> None:
    """Write at a place and cut off what lay beyond, which a cut may have left half written."""
    descriptor = os.open(path, _FLAGS, 0o600)
    with os.fdopen(descriptor, "wb", buffering=0) as file:
        size = file.seek(0, 2)
        if size < offset:
            raise Refused("attachment.not_stored")
        file.truncate(offset)
        file.seek(offset)
        left = memoryview(chunk)
        while left:
            left = left[file.write(left) :]
        os.fsync(descriptor)
