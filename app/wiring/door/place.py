"""The ward PC in a folder, unless others could have put it there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from app.errors import Refused
from app.wiring.site_trust import is_protected
from storage.door.folder import DOOR, DoorFolder, is_door


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
