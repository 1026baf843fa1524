"""Puts what leads set for the team in force at a ward PC, as far as it was told."""

from __future__ import annotations

from app.errors import YarrowError
from app.forms.local import Local, put_in_force
from app.usecases.settings.team_settings import local_of
from storage.door.folder import DoorFolder
from sync.door.settings import settings_of


def put_door_settings_in_force(folder: DoorFolder) -> None:
    """Read them and let them hold; what is shipped holds alone where they cannot be read."""
    try:
        found = local_of(settings_of(folder))
    except YarrowError:
        found = Local()
    put_in_force(found)
