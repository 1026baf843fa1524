"""How far records have come: their sync state, and how many colleagues' devices hold them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.records import SyncState
from storage.applying import REFUSED, SEALED, WAITING
from storage.connection import Connection

# Answered from the index change_of_record alone.
_CHANGES = """
    select record, status, device, max(position), count(*) > count(position)
    from change where record in (select value from json_each(?))
    group by record, status, device
"""
_COLLEAGUES = "select space, device, position from heard where is_colleague"


@dataclass(slots=True)
class Reach:
    """What is known of the changes of one record.

    `newest` is the place in the log of each device's newest change. A change without a place is
    held by nobody else: `is_logged` says that there is none such.
    """

    sync: SyncState = SyncState.RECEIVED
    is_logged: bool = True
    newest: dict[int, int] = field(default_factory=dict)

    def take(self, status: str, device: int, position: int | None, *, is_logged: bool) -> None:
        """Learn of the changes of one status by one device."""
        if status == REFUSED:
            self.sync = SyncState.REFUSED
        elif status in (WAITING, SEALED) and self.sync is SyncState.RECEIVED:
            self.sync = SyncState.ONLY_HERE
        self.is_logged = self.is_logged and is_logged
        if position is not None:
            self.newest[device] = max(position, self.newest.get(device, 0))

    def is_held(self, device: int, position: int) -> bool:
        """Whether a device that has read to this place holds every change; its own it has."""
        return self.is_logged and all(
            newest <= position or by == device for by, newest in self.newest.items()
        )


class Reaches:
    """The reach of many records, read at once; `listed` are row numbers as a JSON list."""

    def __init__(self, connection: Connection, listed: str) -> None:
        self._of: dict[int, Reach] = defaultdict(Reach)
        for nr, status, device, position, is_missing in connection.execute(_CHANGES, (listed,)):
            self._of[nr].take(status, device, position, is_logged=not is_missing)
        self._colleagues: Mapping[int, list[tuple[int, int]]] = _colleagues(connection)

    def sync(self, nr: int) -> SyncState:
        """Received only if every change is; refused if any is."""
        return self._of[nr].sync

    def seen_by(self, nr: int, space: int) -> int:
        """How many colleagues' devices hold all of a record, from their own marks and entries."""
        reach = self._of[nr]
        return sum(reach.is_held(device, read) for device, read in self._colleagues.get(space, ()))


def _colleagues(connection: Connection) -> Mapping[int, list[tuple[int, int]]]:
    """By space, each colleague's device and the place in the log that it has read to."""
    found = defaultdict(list)
    for space, device, position in connection.execute(_COLLEAGUES):
        found[space].append((device, position))
    return found
