"""A finished folder takes a vault's place; what was there is set aside, never deleted.

The finished folder waits under a hidden name beside the place. That name is the step that counts:
killed before it the old vault opens, killed after it whoever opens next ends the change first.
"""

from __future__ import annotations

import shutil
import sys
from contextlib import suppress
from pathlib import Path

from app.errors import Refused
from storage.durable import sync_folder
from storage.process_lock import ProcessLock

_ASIDE = ".set-aside-"


def building_place(path: Path, name: str) -> Path:
    """Where a folder for this place is built; `name` tells it from others."""
    return path.with_name(f".{path.name}.making-{name}")


def is_no_vault_of_its_own(folder: Path) -> bool:
    """Whether a folder was set aside, or is not finished: nobody is to choose it."""
    return folder.name.startswith(".") or _ASIDE in folder.name


def offer(building: Path, path: Path) -> None:
    """Say that a folder is finished; raises Refused `backup.in_the_way` if another waits."""
    sync_folder(building)
    ready = _ready(path)
    if ready.exists():
        raise Refused("backup.in_the_way", path=str(ready))
    building.rename(ready)
    sync_folder(path.parent)


def finish(path: Path, *, day: str) -> Path | None:
    """Let a finished folder take this place, if one waits; gives what was set aside.

    `day` (YYYY-MM-DD) is for its name. Raises Refused `vault.in_use`.
    """
    ready = _ready(path)
    if not ready.exists():
        return None
    aside = None
    if path.exists() and any(path.iterdir()):
        aside = _set_aside(path, day)
    elif path.exists():
        path.rmdir()
    with suppress(FileNotFoundError):  # another program was quicker
        ready.rename(path)
    sync_folder(path.parent)
    return aside


def finish_all(folder: Path, *, day: str) -> None:
    """The same for every place in this folder that is not open somewhere."""
    for ready in folder.glob(".*.ready"):
        with suppress(Refused, OSError):  # whoever opens that one is told
            finish(folder / ready.name[1:].removesuffix(".ready"), day=day)


def clear_unfinished(path: Path) -> None:
    """Take away what an interrupted repair or restore left; two at once are not meant."""
    for folder in path.parent.glob(f"{building_place(path, '').name}*"):
        try:
            ProcessLock.take(folder).release()
        except (Refused, OSError):
            continue
        shutil.rmtree(folder, ignore_errors=True)


def _set_aside(path: Path, day: str) -> Path:
    """Nobody may open it meanwhile: what was saved there then would be aside too."""
    aside, lock = _aside(path, day), ProcessLock.take(path)
    try:
        if sys.platform == "win32":  # renames no folder in which a file is open
            lock.release()
        path.rename(aside)
    finally:
        lock.release()
    return aside


def _ready(path: Path) -> Path:
    return path.with_name(f".{path.name}.ready")


def _aside(path: Path, day: str) -> Path:
    first = path.with_name(f"{path.name}{_ASIDE}{day}")
    numbered = (first.with_name(f"{first.name}-{number}") for number in range(2, 1_000))
    return next(each for each in (first, *numbered) if not each.exists())
