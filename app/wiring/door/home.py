"""Takes into a member's vault what was sealed at the ward PC that she sits at, without network."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from app.errors import YarrowError
from app.ports.door import DoorState
from app.ports.parcels import Brought
from app.wiring.door.place import door_at
from app.wiring.referrals.taking import take_in
from storage.door.folder import DoorFolder
from storage.door.records import UNSETTLED
from storage.spaces.store import VaultSpaces
from storage.unlocked import Vault
from sync.exchange.proving import prove_from_door

_MS = 1_000_000


def take_in_here(vault: Vault, folder: DoorFolder) -> int:
    """Make records of what lies sealed there for a space of this vault; gives how many were new.

    What a key here does not open yet, or what does not prove itself, is left to the exchange. The
    folder keeps all of it: it goes to the service as well, and comes to the others from there. It
    lets go of what this vault has handed on, which a PC that was cut off hears from nobody else.
    """
    spaces, door = VaultSpaces(vault, take_in=take_in), folder.door()
    if door.space not in spaces.spaces():
        return 0
    store, state = spaces.parcels(door.space), spaces.space(door.space).load()
    folder.tidy(time.time_ns() // _MS)
    left = folder.records.sealed(*UNSETTLED)
    for record in left:
        if store.is_settled(door.space, record.id):
            folder.keep_state(record.id, DoorState.TAKEN)
    given = [
        Brought(record.id, door.space, record.epoch, record.sealed, None, b"")
        for record in left
        if not store.knows(door.space, record.id)
    ]
    proven = [prove_from_door(state, each) for each in given]
    brought = [each for each in proven if each.arrived is not None]
    if brought:
        store.bring(brought)
        store.take_in()
    return len(brought)


def take_in_at_unlock(vault: Vault, folder: Path | None) -> None:
    """The same as somebody unlocks; whatever stands in the way waits for the network."""
    if vault.is_read_only or folder is None:
        return
    with suppress(YarrowError, OSError):
        door = door_at(folder)
        if door is not None:
            take_in_here(vault, door)
