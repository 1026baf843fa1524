"""The ward PC in a folder, unless others could have put it there."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from app.errors import Refused
from app.wiring.site.trust import is_protected
from storage.door.folder import DOOR, DoorFolder, is_door


def door_at(folder: Path) -> DoorFolder | None:
    """The ward PC in this folder, None if there is none.

    Raises Refused `door.unprotected` where another user could have written it: what is recorded
    would be sealed for whoever that names.
    """
    if not is_door(folder):
        return None
    if sys.platform != "win32" and not _is_kept_from_others(folder):
        raise Refused("door.unprotected", path=str(folder))
    return DoorFolder(folder)


def _is_kept_from_others(folder: Path) -> bool:
    """Below a home, which is its user's, the folder itself counts; elsewhere all the way to it."""
    path, owner = folder / DOOR, os.getuid()
    if not folder.is_relative_to(Path.home()):
        return is_protected(path, path.lstat(), owner=owner)
    found = [each.lstat() for each in (folder, path)]
    return all(each.st_uid in (0, owner) and not each.st_mode & stat.S_IWOTH for each in found)
