"""The one way bytes leave the vault as a file that others can read: with a pass for them."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from datetime import date
from pathlib import Path

from app.domain.leaving import Pass
from app.errors import Refused
from storage.durable import sync_folder

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_MOST = 1_000


def write_out(
    leave: Pass, content: bytes, folder: Path, *, day: date, ending: str, name: str = ""
) -> Path:
    """Write a copy under a neutral name, `export-2026-11-17-01.jpg`, and give where it is.

    `name` is one that a person chose instead. Nothing that is there is written over. Raises Refused
    as `Pass.spend` does, `leaving.already_there` for a chosen name, and `leaving.disk_full` or
    `leaving.not_written`; nothing half is left then.
    """
    leave.spend(content)
    try:
        path, descriptor = _chosen(folder / name) if name else _new_file(folder, day, ending)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            with suppress(OSError):
                path.unlink()
            raise
        with suppress(OSError):  # some sticks cannot sync a folder
            sync_folder(folder)
    except FileExistsError as error:
        raise Refused("leaving.already_there" if name else "leaving.not_written") from error
    except OSError as error:
        is_full = error.errno in _FULL
        raise Refused("leaving.disk_full" if is_full else "leaving.not_written") from error
    return path


def _chosen(path: Path) -> tuple[Path, int]:
    return path, os.open(path, _FLAGS, 0o600)


def _new_file(folder: Path, day: date, ending: str) -> tuple[Path, int]:
    for number in range(1, _MOST):
        path = folder / f"export-{day.isoformat()}-{number:02}{ending}"
        with suppress(FileExistsError):
            return path, os.open(path, _FLAGS, 0o600)
    raise FileExistsError(errno.EEXIST, "too many copies of one day", str(folder))
