"""Puts a team's settings in force for the vault that is open."""

from __future__ import annotations

from app.errors import YarrowError
from app.forms.local import Local, put_in_force
from app.usecases.settings import team_settings
from storage.unlocked import Vault


def put_settings_in_force(vault: Vault) -> bool:
    """Read them and let them hold; what is shipped holds alone where they cannot be read.

    Gives whether anything changed. Waits for the read lane: call it off the screen's thread.
    """
    try:
        found = vault.read(team_settings.local).result()
    except YarrowError:
        found = Local()
    return put_in_force(found)
