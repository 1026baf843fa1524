"""How far records have come: their sync state, and how many others' devices hold them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.records import Reach, SyncState
from storage.applying import REFUSED, SEALED, WAITING
from storage.connection import Connection

# Answered from the index change_of_record alone.
_CHANGES = """
    select record, status, device, max(position), count(*) > count(position)
    from change where record in (select value from json_each(?))
    group by record, status, device
"""
# What was held counts from the place of the statement that let it in.
_ADOPTED = """
    select c.record, c.status, c.device, max(a.at)
    from adopted a join change c on c.space = a.space and c.position = a.position
    where c.record in (select value from json_each(?))
    group by c.record, c.status, c.device
"""
_UNSENT = """
    select c.record, min(c.ms), coalesce(max(f.why), '')
    from change c left join refusal f on f.change = c.nr
    where c.record in (select value from json_each(?))
        and c.status in ('waiting', 'sealed', 'refused')
    group by c.record
"""
_OTHERS = """
    select h.space, h.device, h.position, h.is_colleague
    from heard h join device d on d.nr = h.device where d.removed_ms is null
"""


@dataclass(slots=True)
class Spread:
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


@dataclass(frozen=True, slots=True)
class _Other:
    device: int
    position: int
    is_colleague: bool


class Reaches:
    """The reach of many records, read at once; `listed` are row numbers as a JSON list."""

    def __init__(self, connection: Connection, listed: str) -> None:
        self._of: dict[int, Spread] = defaultdict(Spread)
        for nr, status, device, position, is_missing in connection.execute(_CHANGES, (listed,)):
            self._of[nr].take(status, device, position, is_logged=not is_missing)
        for nr, status, device, at in connection.execute(_ADOPTED, (listed,)):
            self._of[nr].take(status, device, at, is_logged=True)
        self._others = _others(connection)
        self._unsent: dict[int, tuple[int, str]] = {}
        if any(spread.sync is not SyncState.RECEIVED for spread in self._of.values()):
            rows = connection.execute(_UNSENT, (listed,))
            self._unsent = {nr: (since_ms, why) for nr, since_ms, why in rows}

    def sync(self, nr: int) -> SyncState:
        """Received only if every change is; refused if any is."""
        return self._of[nr].sync

    def seen_by(self, nr: int, space: int) -> int:
        """How many colleagues' devices hold all of a record, from their own marks and entries."""
        return sum(other.is_colleague for other in self._holding(nr, space))

    def reach(self, nr: int, space: int) -> Reach:
        """Since when it waits, why it was refused, and on how many PCs it is."""
        since_ms, why = self._unsent.get(nr, (0, ""))
        on_pcs, of_pcs = 1 + len(self._holding(nr, space)), 1 + len(self._others.get(space, ()))
        return Reach(since_ms, why, on_pcs, of_pcs)

    def _holding(self, nr: int, space: int) -> list[_Other]:
        spread = self._of[nr]
        return [o for o in self._others.get(space, ()) if spread.is_held(o.device, o.position)]


def _others(connection: Connection) -> Mapping[int, list[_Other]]:
    """By space, each device of others or of this person, and the place that it has read to."""
    found = defaultdict(list)
    for space, device, position, is_colleague in connection.execute(_OTHERS):
        found[space].append(_Other(device, position, bool(is_colleague)))
    return found
