"""The one file that a backup is: a zip without compression, with a list of what it holds.

`backup.json` has `format`, `vault` (hex), `made` (ms since 1970), `whole` (false if part of the
vault could not be read) and `files`: name to [bytes, SHA-256 in hex]. Beside it lie `vault.json`,
`records.db` and `objects/<32 hex>`, each as it lies in the vault's folder: encrypted, but for
vault.json, which holds what it holds there.
"""

from __future__ import annotations

import errno
import json
import re
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from app.errors import Damaged, Refused, YarrowError
from storage.durable import new_file

FORMAT = 1
LIST = "backup.json"
VAULT_FILE = "vault.json"
RECORDS = "records.db"
OBJECTS = "objects"
_NAME = re.compile(rf"{VAULT_FILE}|{RECORDS}|{OBJECTS}/[0-9a-f]{{32}}")
_MOST_LIST_BYTES = 64 * 1024 * 1024
_MOST_VAULT_FILE_BYTES = 1024 * 1024
# What `zipfile` and a list of the wrong shape raise; a hostile file can bring each about.
_NOT_UNDERSTOOD = (
    *(AttributeError, KeyError, TypeError, ValueError, OverflowError, RuntimeError, EOFError),
    *(struct.error, zipfile.BadZipFile),
)
_CHUNK = 1024 * 1024
_EPOCH = (1980, 1, 1, 0, 0, 0)

Watch = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a backup says of itself; `files` gives size and SHA-256 by name."""

    vault: bytes
    made_ms: int
    is_whole: bool
    files: Mapping[str, tuple[int, str]]


def write(
    path: Path,
    files: Mapping[str, Path | bytes],
    *,
    vault: bytes,
    made_ms: int,
    is_whole: bool,
    watch: Watch,
) -> None:
    """Write a backup down to the disk and read it again; `watch` may raise to stop it.

    Raises Damaged `backup.not_as_written` if the disk gives back something else.
    """
    written: dict[str, tuple[int, str]] = {}
    with new_file(path) as raw, zipfile.ZipFile(raw, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            written[name] = _put(archive, name, content, watch)
        body = {
            "format": FORMAT,
            "vault": vault.hex(),
            "made": made_ms,
            "whole": is_whole,
            "files": written,
        }
        archive.writestr(_info(LIST), json.dumps(body).encode("utf-8"))
    with Opened(path) as opened:
        opened.require_as_written(watch)


class Opened:
    """A backup that is read; use it in a `with` statement.

    Raises Refused `backup.not_a_backup` or `backup.newer`.
    """

    def __init__(self, path: Path) -> None:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise Refused("backup.not_a_backup", path=str(path))  # a device or a pipe has no end
        self._file = path.open("rb")
        try:
            with _understood(Refused("backup.not_a_backup", path=str(path))):
                self._archive = zipfile.ZipFile(self._file)
                self.contents = _parse(self._listed())
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *failure: object) -> None:
        self._archive.close()
        self._file.close()

    def vault_file(self) -> bytes:
        """The vault.json in it; raises Damaged `backup.not_as_written`."""
        if self.contents.files[VAULT_FILE][0] > _MOST_VAULT_FILE_BYTES:
            raise Damaged("backup.not_as_written")
        found: list[bytes] = []
        self._read(VAULT_FILE, found.append)
        return b"".join(found)

    def unpack(self, folder: Path, *, watch: Watch) -> None:
        """Write every file into a folder, down to the disk; raises Damaged as `vault_file`."""
        for name in self.contents.files:
            place = folder / name
            place.parent.mkdir(mode=0o700, exist_ok=True)
            with new_file(place) as file:
                self._read(name, file.write, watch)

    def unpack_objects(self, folder: Path, *, watch: Watch) -> None:
        """Write the objects that a vault's folder has not; raises Damaged as `vault_file`."""
        for name in self.contents.files:
            place = folder / name
            if not name.startswith(OBJECTS) or place.exists():
                continue
            place.parent.mkdir(mode=0o700, exist_ok=True)
            part = place.with_name(f"{place.name}.part")
            with new_file(part) as file:
                self._read(name, file.write, watch)
            part.replace(place)

    def beginning(self, name: str, size: int) -> bytes:
        """The first bytes of a file in it, not checked; raises Damaged as `vault_file`."""
        with (
            _understood(Damaged("backup.not_as_written")),
            self._archive.open(self._archive.getinfo(name)) as file,
        ):
            return file.read(size)

    def require_as_written(self, watch: Watch) -> None:
        """Read all of it against its list; raises Damaged `backup.not_as_written`."""
        for name in self.contents.files:
            self._read(name, len, watch)

    def _listed(self) -> Any:
        info = self._archive.getinfo(LIST)
        if info.compress_type != zipfile.ZIP_STORED or info.file_size > _MOST_LIST_BYTES:
            raise ValueError(LIST)
        return json.loads(self._archive.read(info))

    def _read(self, name: str, take: Callable[[bytes], object], watch: Watch = int) -> None:
        """Stored files alone are read: what is compressed may swell without end."""
        size, expected = self.contents.files[name]
        with _understood(Damaged("backup.not_as_written")):
            info = self._archive.getinfo(name)
            if info.compress_type != zipfile.ZIP_STORED or info.file_size != size:
                raise Damaged("backup.not_as_written")
            with self._archive.open(info) as file:
                found = _pass_on(file, take, watch)
        if found != (size, expected):
            raise Damaged("backup.not_as_written")


@contextmanager
def _understood(failure: YarrowError) -> Iterator[None]:
    """Raise this for a file that is not what it should be; a disk that fails stays an OSError."""
    try:
        yield
    except _NOT_UNDERSTOOD as error:
        raise failure from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # a place in the file that cannot be
            raise
        raise failure from error


def _put(
    archive: zipfile.ZipFile, name: str, content: Path | bytes, watch: Watch
) -> tuple[int, str]:
    info = _info(name)
    if isinstance(content, bytes):
        archive.writestr(info, content)
        return len(content), sha256(content).hexdigest()
    info.file_size = content.stat().st_size
    with content.open("rb") as file, archive.open(info, "w", force_zip64=True) as entry:
        return _pass_on(file, entry.write, watch)


def _pass_on(file: IO[bytes], take: Callable[[bytes], object], watch: Watch) -> tuple[int, str]:
    digest, size = sha256(), 0
    while chunk := file.read(_CHUNK):
        watch()
        take(chunk)
        digest.update(chunk)
        size += len(chunk)
    return size, digest.hexdigest()


def _info(name: str) -> zipfile.ZipInfo:
    """Without the times of the files: they would tell when someone worked."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.external_attr = 0o600 << 16
    return info


def _parse(body: Any) -> Contents:
    if body["format"] != FORMAT:
        raise Refused("backup.newer", found=int(body["format"]), known=FORMAT)
    files = {str(name): (int(size), str(hash)) for name, (size, hash) in body["files"].items()}
    if not {VAULT_FILE, RECORDS} <= files.keys() or not all(map(_NAME.fullmatch, files)):
        raise ValueError(LIST)
    return Contents(bytes.fromhex(body["vault"]), int(body["made"]), body["whole"] is True, files)


def objects_in(folder: Path) -> dict[str, Path]:
    """The objects of a vault's folder by the name they have in a backup."""
    paths = sorted((folder / OBJECTS).glob("*"))
    found = {f"{OBJECTS}/{path.name}": path for path in paths}
    return {name: path for name, path in found.items() if _NAME.fullmatch(name)}
