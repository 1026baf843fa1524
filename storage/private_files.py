"""Files that only this user may read, whatever the umask."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_BESIDE = ("", "-wal", "-shm", "-journal")


def keep_private(database: Path) -> None:
    """Close a database, and what SQLite keeps beside it, to others; made empty if not there.

    SQLite gives what it makes the mode of the database. Where a disk knows no such rights, or the
    files are another's, it is left to their folder.
    """
    with suppress(OSError):
        os.close(os.open(database, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    if os.name != "posix":
        return
    for ending in _BESIDE:
        file = database.with_name(f"{database.name}{ending}")
        with suppress(OSError):
            if file.stat().st_mode & _OTHERS:
                file.chmod(0o600)
