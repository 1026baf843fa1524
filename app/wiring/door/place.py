"""Where a ward PC's folder lies, and whether others could have put it there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

from app.errors import Refused
from app.wiring.site import Site
from app.wiring.site_trust import is_protected
from storage.door.folder import DOOR, DoorFolder, is_door

_FOLDER = "ward"


def door_folder(site: Site) -> Path:
    """The folder that IT named for all accounts of this PC, else one of this user's own."""
    if site.ward_door:
        return Path(site.ward_door)
    return platformdirs.user_data_path("Yarrow", appauthor=False, roaming=False) / _FOLDER


def door_at(folder: Path) -> DoorFolder | None:
    """The ward PC in this folder, None if there is none.

    Raises Refused `door.unprotected` where another user could have written it: what is recorded
    would be sealed for whoever that names.
    """
    if not is_door(folder):
        return None
    if sys.platform != "win32":
        path = folder / DOOR
        if not is_protected(path, path.lstat(), owner=os.getuid()):
            raise Refused("door.unprotected", path=str(folder))
    return DoorFolder(folder)
