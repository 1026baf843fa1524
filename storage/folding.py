"""One record while changes are folded into it, in memory and in any order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from app.domain.changes import Change
from app.domain.merging import AWAY, Head, Register
from storage.registers import Registers
from storage.state_sum import terms

Key = tuple[bytes, str, bytes]
LARGEST_INTEGER = 2**63 - 1


@dataclass(slots=True)
class Folded:
    """A record's row number, registers, and which of its changes came first and last.

    `key` is (subject, kind, id). `is_stored` says whether a change of this record was stored
    before; `taken` holds those of now. `first` and `last` are `order` of a change; `device` made
    the first.
    """

    nr: int
    key: Key
    is_stored: Callable[[bytes], bool]
    is_new: bool = True
    registers: Registers = field(default_factory=Registers)
    taken: set[bytes] = field(default_factory=set)
    before: dict[str, list[bytes]] = field(default_factory=dict)
    first: bytes = b""
    last: bytes = b""
    device: int = 0
    created_ms: int = 0
    changed_ms: int = 0

    def has(self, id: bytes) -> bool:
        """Whether this change is in the record already."""
        return id in self.taken or (not self.is_new and self.is_stored(id))

    def take(self, change: Change, device: int) -> None:
        """Fold in a change that the record has not."""
        self._take_order(change, device)
        fields = self.registers.fields
        for name, value in change.set.items():
            head = Head(change.id, change.at, value)
            over = change.over.get(name, ())
            register = fields.get(name)
            if register is None:
                self.before[name] = []
                fields[name] = Register({head.change: head}, set(over))
            else:
                if name not in self.before:
                    self.before[name] = list(register.heads)
                register.take(head, over)
        self.taken.add(change.id)
        self._forget_arrived(change)
        if AWAY in change.set:
            self._keep_seen(change)

    @property
    def is_one_change(self) -> bool:
        """Whether the record is a single change, from whose bytes all of it follows."""
        return self.first == self.last

    def state_change(self) -> int:
        """What was folded in adds to the digest's `state`, as a plain difference."""
        after = {name: self.registers.fields[name].heads for name in self.before}
        return terms(self.key, after) - terms(self.key, self.before)

    def _forget_arrived(self, change: Change) -> None:
        """Keep in `replaced` only what has not arrived; the rest of it was looked up before."""
        for name, register in self.registers.fields.items():
            if register.replaced:
                register.replaced.discard(change.id)
                named = change.over.get(name, ())
                register.replaced.difference_update([id for id in named if self.has(id)])

    def _take_order(self, change: Change, device: int) -> None:
        at = order(change)
        if not self.first or at < self.first:
            self.first, self.device = at, device
            self.created_ms = stored_ms(change)
        if at > self.last:
            self.last, self.changed_ms = at, stored_ms(change)

    def _keep_seen(self, change: Change) -> None:
        seen = {**self.registers.seen, change.id: change.over.get(AWAY, ())}
        heads = self.registers.fields[AWAY].heads
        self.registers.seen = {id: seen[id] for id in heads}


def order(change: Change) -> bytes:
    """Bytes that sort changes by clock reading, then id."""
    return change.at.to_bytes(8, "big") + change.id


def stored_ms(change: Change) -> int:
    """The time of a change as a column can hold it; a lying clock may be beyond."""
    return min(change.time[0], LARGEST_INTEGER)
