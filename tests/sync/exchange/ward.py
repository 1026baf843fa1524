"""Records of a ward PC, as they stand in a log."""

from __future__ import annotations

from typing import Any

from sync.door.sending import send
from tests.sync.door.doors import WardPC
from tests.sync.exchange.offices import PC


def posted(door: WardPC) -> Any:
    return door.carry(send(door.folder, door.means))


def ward_records(pc: PC) -> list[bytes]:
    found = pc.vault.read(lambda reading: reading.rows(reading.list_ids("ward_door"))).result()
    return sorted(each.id for each in found)
