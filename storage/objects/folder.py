"""The folder of a vault's objects: each there whole under its id, or not at all."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from app.domain.attachment import Sealed
from app.errors import Damaged, NotFound, Refused
from storage.durable import sync_folder
from storage.objects.sealing import (
    CHUNK,
    ID_BYTES,
    KEY_BYTES,
    TAG,
    check_chunk,
    seal,
    unseal,
)

FOLDER = "objects"
PART, COMING = ".part", ".coming"
_AHEAD = 16 * 1024 * 1024
_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


class Objects:
    """The objects of the vault in a folder, all sealed; the keys are in the records."""

    def __init__(self, vault: Path) -> None:
        self.folder = vault / FOLDER

    def store(self, parts: Iterable[bytes]) -> Sealed:
        """Seal a content under a new key, and keep it down to the disk.

        Raises Refused `attachment.disk_full` or `attachment.not_stored`; nothing is left then, nor
        when making the parts fails.
        """
        id, key = os.urandom(ID_BYTES), os.urandom(KEY_BYTES)
        counted = _Counted(parts)
        part = self.folder / f"{id.hex()}{PART}"
        try:
            self.make_folder()
            _write(part, seal(counted, key=key, id=id))
            part.replace(self._path(id))
            sync_folder(self.folder)
        except BaseException as error:
            _remove(part)
            _remove(self._path(id))
            if isinstance(error, OSError):
                raise refusal(error) from error
            raise
        return Sealed(id.hex(), key.hex(), counted.size, counted.digest)

    def content(self, sealed: Sealed) -> Iterator[bytes]:
        """The content chunk by chunk, checked; only at its end is it proved whole.

        Raises NotFound `attachment.not_here`, Refused `attachment.not_read` where the disk fails,
        and Damaged `attachment.damaged`.
        """
        return self._content_of(self.folder / sealed.object, sealed)

    def chunk(self, sealed: Sealed, index: int) -> bytes:
        """A chunk as it is sealed, checked; raises as `content` does."""
        try:
            with (self.folder / sealed.object).open("rb") as file:
                file.seek(index * (CHUNK + TAG))
                chunk = file.read(CHUNK + TAG)
        except FileNotFoundError as error:
            raise NotFound("attachment.not_here") from error
        except OSError as error:
            raise Refused("attachment.not_read") from error
        check_chunk(chunk, sealed, index)
        return chunk

    def check(self, file: Path, sealed: Sealed) -> None:
        """Read a whole object under another name; raises as `content` does."""
        for _ in self._content_of(file, sealed):
            pass

    def _content_of(self, path: Path, sealed: Sealed) -> Iterator[bytes]:
        id, key = bytes.fromhex(sealed.object), bytes.fromhex(sealed.key)
        hashed = sha256()
        try:
            with path.open("rb", buffering=0) as file:
                for chunk in unseal(file, key=key, id=id, size=sealed.size):
                    hashed.update(chunk)
                    yield chunk
        except FileNotFoundError as error:
            raise NotFound("attachment.not_here") from error
        except OSError as error:
            raise Refused("attachment.not_read") from error
        if hashed.hexdigest() != sealed.sha256:
            raise Damaged("attachment.damaged")

    def has(self, object: str) -> bool:
        """Whether the object with this id, in hex, is on this PC."""
        return (self.folder / object).is_file()

    def drop(self, object: str) -> None:
        """Take an object away that no record names, and what has come of it so far.

        What is no name of a file in this folder takes nothing away: anybody writes records.
        """
        if Path(object).name != object:
            return
        _remove(self.folder / object)
        _remove(self.folder / f"{object}{COMING}")

    def names(self) -> list[str]:
        """The names of the files there are, half-written ones too."""
        try:
            return sorted(entry.name for entry in self.folder.iterdir())
        except OSError:
            return []

    def _path(self, id: bytes) -> Path:
        return self.folder / id.hex()

    def make_folder(self) -> None:
        """Make the folder, if it is not there; raises OSError."""
        if not self.folder.is_dir():
            self.folder.mkdir(mode=0o700, exist_ok=True)
            sync_folder(self.folder.parent)


class _Counted:
    """Parts on their way, counted and hashed."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts, self._hash, self.size = parts, sha256(), 0

    def __iter__(self) -> Iterator[bytes]:
        for part in self._parts:
            self._hash.update(part)
            self.size += len(part)
            yield part

    @property
    def digest(self) -> str:
        """SHA-256 of what came, in hex."""
        return self._hash.hexdigest()


def _write(path: Path, chunks: Iterable[bytes]) -> None:
    """Write down to the disk; it takes up what is there already while the rest is being sealed."""
    descriptor = os.open(path, _FLAGS, 0o600)
    with os.fdopen(descriptor, "wb", buffering=0) as file, ThreadPoolExecutor(1) as syncing:
        begun: list[Future[None]] = []
        ahead = 0
        for chunk in chunks:
            left = memoryview(chunk)
            while left:
                left = left[file.write(left) :]
            ahead += len(chunk)
            if ahead >= _AHEAD and all(each.done() for each in begun):
                begun.append(syncing.submit(os.fsync, descriptor))
                ahead = 0
        for each in begun:
            each.result()  # a failure of the disk is told once, and not again at the end
        os.fsync(descriptor)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)


def refusal(error: OSError) -> Refused:
    """What a disk that did not take an object is told as."""
    is_full = error.errno in _FULL
    return Refused("attachment.disk_full" if is_full else "attachment.not_stored")
