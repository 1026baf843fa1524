"""Room kept free for what is being typed, so that a full disk does not stop a lock."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from storage.durable import write_new

SIZE = 2 * 1024 * 1024
_NAME = "reserve"


def keep(folder: Path) -> None:
    """Make the file if it is not there whole; a disk without room goes without.

    Random bytes, since a disk that compresses would keep no room for zeros.
    """
    file = folder / _NAME
    try:
        if file.exists() and file.stat().st_size == SIZE:
            return
        write_new(file, os.urandom(SIZE))
    except OSError:
        release(folder)


def release(folder: Path) -> bool:
    """Give the room up; whether there was any."""
    file = folder / _NAME
    was_there = file.exists()
    with suppress(OSError):
        file.unlink(missing_ok=True)
    return was_there
