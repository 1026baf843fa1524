"""One program at a time on a vault, by a lock that the system takes back from a crash."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.errors import Refused

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_NAME = "lock"


class ProcessLock:
    """Held from `take` until `release` or the end of the process."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    @classmethod
    def take(cls, folder: Path) -> ProcessLock:
        """Lock the vault in this folder; raises Refused `vault.in_use`."""
        descriptor = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise Refused("vault.in_use") from error
        return cls(descriptor)

    def release(self) -> None:
        """Let others in; once is enough."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
