"""Files of a ward PC: there whole or not at all, for one account of the PC or for all of them."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from app.domain.encoding import Value, decode, encode
from app.errors import Damaged, Refused, Untrusted
from storage.durable import sync_folder, write_new
from storage.failures import told

_FOR_ONE, _FOR_ALL = (0o700, 0o600), (0o777, 0o666)
_READ_BY_ALL = (0o755, 0o644)
_NEW = ".new"
_HOUR_MS, _NS = 60 * 60 * 1000, 1_000_000


def make_folder(path: Path, *, shared: bool, protected: bool = False) -> None:
    """A folder; in a shared one others may write too, unless it is protected."""
    with told():
        path.mkdir(parents=True, exist_ok=True)
        _open_to(path, 0, shared=shared, protected=protected)


def put(path: Path, content: bytes, *, shared: bool, protected: bool = False) -> None:
    """Put a file in place of what was there, down to the disk.

    Raises Refused `vault.disk_full` or `vault.not_stored`; what was there is then as it was.
    """
    new = path.with_name(f"{path.name}.{secrets.token_hex(4)}{_NEW}")
    with told():
        try:
            write_new(new, content)
            _open_to(new, 1, shared=shared, protected=protected)
            new.replace(path)
        except OSError:
            with suppress(OSError):
                new.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)


def sweep(folder: Path, now_ms: int) -> None:
    """Drop what a power cut left of files that were never put in place.

    One of the last hour may be another process's that is still writing it; what lies in a folder of
    another account is that one's to drop.
    """
    for path in folder.glob(f"*{_NEW}"):
        with suppress(OSError):
            if abs(now_ms - path.stat().st_mtime_ns // _NS) > _HOUR_MS:
                path.unlink()


def read_map(path: Path) -> dict[str, Value] | None:
    """What `encode` wrote of a map, None if nothing is there; raises Damaged `door.damaged`."""
    try:
        with told():
            content = decode(path.read_bytes())
    except Refused as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return None
        raise
    except Untrusted as error:
        raise Damaged("door.damaged", path=str(path)) from error
    if not isinstance(content, dict) or not all(isinstance(name, str) for name in content):
        raise Damaged("door.damaged", path=str(path))
    return {str(name): value for name, value in content.items()}


def put_map(
    path: Path, content: dict[str, Value], *, shared: bool, protected: bool = False
) -> None:
    """Put a map in place."""
    put(path, encode(content), shared=shared, protected=protected)


def drop(path: Path) -> None:
    """Take a file away; one that has gone is no failure."""
    with told():
        path.unlink(missing_ok=True)
        sync_folder(path.parent)


def open_to_others(path: Path, *, shared: bool) -> None:
    """Give a file that something else has made the rights of this folder."""
    _open_to(path, 1, shared=shared, protected=False)


def _open_to(path: Path, which: int, *, shared: bool, protected: bool) -> None:
    """Windows gives what is made in a folder the rights of that folder, and needs none of this."""
    if os.name == "posix":
        modes = _FOR_ONE if not shared else _READ_BY_ALL if protected else _FOR_ALL
        path.chmod(modes[which])
