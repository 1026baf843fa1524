"""One program at a time on a vault, by a lock that the system takes back from a crash."""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.errors import Refused
from storage.disks import is_network_path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = "lock"
"""The name of the file."""
_MOST_BYTES = 1024
# Windows lets nobody read what is locked: the lock lies far behind what is written.
_LOCKED_AT = 1024 * 1024
_REFRESH_MS = 60_000
_FORGOTTEN_MS = 10 * 60_000


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a vault open: the PC's name, the process, and since when (ms since 1970)."""

    computer: str
    process: int
    since_ms: int


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


class ProcessLock:
    """Held from `take` until `release` or the end of the process."""

    def __init__(self, descriptor: int, now_ms: Callable[[], int]) -> None:
        self._descriptor: int | None = descriptor
        self._now_ms = now_ms
        self._told_ms = now_ms()

    @classmethod
    def take(
        cls,
        folder: Path,
        *,
        now_ms: Callable[[], int] = _now_ms,
        is_remote: Callable[[Path], bool] = is_network_path,
    ) -> ProcessLock:
        """Lock the vault in this folder; raises Refused `vault.in_use` or `vault.in_use_unknown`.

        The holder stands in the lock file, so that the other can be told who it is. Over a network
        drive a system may give one lock twice: there a holder on another PC counts too, for as
        long as it was heard from in the last minutes.
        """
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        found = _holder(descriptor)
        try:
            _lock(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise _in_use(found) from error
        if found is not None and is_remote(folder) and _is_elsewhere(descriptor, found, now_ms()):
            os.close(descriptor)
            raise _in_use(found)
        _write(descriptor, Holder(platform.node(), os.getpid(), now_ms()))
        return cls(descriptor, now_ms)

    def refresh(self) -> None:
        """Say now and then that it is still held, for PCs whose drive gives one lock twice."""
        now = self._now_ms()
        if self._descriptor is not None and abs(now - self._told_ms) >= _REFRESH_MS:
            self._told_ms = now
            with suppress(OSError):
                os.utime(self._descriptor)

    def release(self) -> None:
        """Let others in; once is enough."""
        if self._descriptor is not None:
            _write(self._descriptor, None)
            os.close(self._descriptor)
            self._descriptor = None


def _in_use(holder: Holder | None) -> Refused:
    if holder is None:
        return Refused("vault.in_use_unknown")
    since = datetime.fromtimestamp(holder.since_ms / 1000).astimezone()
    today = datetime.now().astimezone().date()
    shown = since.strftime("%H:%M" if since.date() == today else "%H:%M, %Y-%m-%d")
    return Refused(
        "vault.in_use", computer=holder.computer or "?", since=shown, process=holder.process
    )


def _is_elsewhere(descriptor: int, holder: Holder, now_ms: int) -> bool:
    heard_ms = os.fstat(descriptor).st_mtime_ns // 1_000_000
    return holder.computer != platform.node() and now_ms - heard_ms < _FORGOTTEN_MS


def _holder(descriptor: int) -> Holder | None:
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        body = json.loads(os.read(descriptor, _MOST_BYTES))
        since = int(body["since"])
        datetime.fromtimestamp(since / 1000)
        name = "".join(sign for sign in str(body["computer"])[:80] if sign.isprintable())
        return Holder(name, int(body["process"]), since)
    except (OSError, ValueError, KeyError, TypeError, OverflowError):
        return None


def _write(descriptor: int, holder: Holder | None) -> None:
    """A disk that takes nothing keeps nobody out: the lock itself is the system's."""
    body = b""
    if holder is not None:
        fields = {
            "computer": holder.computer,
            "process": holder.process,
            "since": holder.since_ms,
        }
        body = json.dumps(fields).encode("utf-8")
    try:
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.truncate(descriptor, 0)
        os.write(descriptor, body)
    except OSError:
        return


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        os.lseek(descriptor, _LOCKED_AT, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
