"""A backup of an open vault in one file, checked by opening it before it counts."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from app.errors import Damaged, Refused, YarrowError
from storage import vault_file
from storage.backup import container
from storage.backup.copying import copy_records, require_sound
from storage.backup.mending import make_from_readable
from storage.backup.stopping import Stop
from storage.disks import is_network_path
from storage.durable import sync_folder
from storage.unlocked import RECORDS, Vault

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made and checked; `is_whole` is false if part could not be read."""

    file: Path
    made_ms: int
    size: int
    is_whole: bool


def make_backup(vault: Vault, file: Path, *, made_ms: int, stop: Stop | None = None) -> Made:
    """Write the vault into a file that is not there yet; people go on working meanwhile.

    Takes a second or more: call it off the screen's thread. Raises Refused `backup.exists`,
    `backup.no_folder`, `backup.no_room`, `backup.not_written`, `backup.stopped`, or Damaged
    `backup.not_as_written` if the copy does not hold what it should. Then no file is left.
    """
    stop = stop or Stop()
    file = file.absolute()
    _require_free(file)
    part = file.with_name(f"{file.name}.part")
    copy = _beside(file, vault.path)
    with told_of_disk(), _gone_after(part, *_of_database(copy)):
        is_whole = _copy(vault, copy, stop)
        files: dict[str, Path | bytes] = {
            container.VAULT_FILE: vault_file.encoded(vault.file),
            container.RECORDS: copy,
            **container.objects_in(vault.path),
        }
        container.write(
            part,
            files,
            vault=vault.id,
            made_ms=made_ms,
            is_whole=is_whole,
            watch=stop.watch,
        )
        stop.watch()
        _require_free(file)
        part.rename(file)
        sync_folder(file.parent)
        return Made(file, made_ms, file.stat().st_size, is_whole)


def _copy(vault: Vault, copy: Path, stop: Stop) -> bool:
    """The records in a file of their own; gives whether that is all of them."""
    key = vault.record_key
    try:
        with stop.interrupting(key.open(vault.path / RECORDS)) as connection:
            copy_records(connection, copy)
        is_whole = True
    except Damaged:
        copy.unlink(missing_ok=True)
        make_from_readable(key, vault.path / RECORDS, copy)
        is_whole = False
    with stop.interrupting(key.open(copy, query_only=True)) as connection:
        require_sound(connection, stop)
    return is_whole and not vault.is_read_only


def _beside(file: Path, vault: Path) -> Path:
    """Encrypted like the records, so it may lie anywhere; over a network it would take too long."""
    folder = vault if is_network_path(file.parent) else file.parent
    return folder / f".{file.name}.copy"


def _require_free(file: Path) -> None:
    if file.exists():
        raise Refused("backup.exists", path=str(file))
    if not file.parent.is_dir():
        raise Refused("backup.no_folder", path=str(file.parent))


def _of_database(copy: Path) -> list[Path]:
    endings = ("", "-wal", "-shm", "-journal")
    return [copy.with_name(f"{copy.name}{ending}") for ending in endings]


@contextmanager
def _gone_after(*files: Path) -> Iterator[None]:
    """What is left of an earlier try, and of this one, is taken away."""
    try:
        for file in files:
            file.unlink(missing_ok=True)
        yield
    finally:
        for file in files:
            with suppress(OSError):
                file.unlink(missing_ok=True)


@contextmanager
def told_of_disk() -> Iterator[None]:
    """What the disk of the backup does not take is no word about the vault's own."""
    try:
        yield
    except OSError as error:
        code = "no_room" if error.errno in _FULL else "not_written"
        raise Refused(f"backup.{code}") from error
    except YarrowError as error:
        told = {
            "vault.disk_full": "no_room",
            "vault.not_stored": "not_written",
            "vault.stopped": "stopped",
        }.get(error.code)
        if told is None:
            raise
        raise Refused(f"backup.{told}") from error
