"""Whether an entry counts: its author's standing, signature, chain, epoch, and what she had seen.

A fault is a code, and the entry is held for it: kept, counted, shown, applied by nobody. Each
entry is judged by itself and by the log before it, so that where pages end decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from app.errors import Untrusted
from sync.exchange.claims import FORKED
from sync.exchange.talk import Talk
from sync.protocol.heads import Head
from sync.protocol.segments import NONE_BEFORE, Entry, verify_entry

NO_STANDING = "no_standing"
WRONG_SPACE = "wrong_space"
WRONG_SIGNATURE = "wrong_signature"
BROKEN_CHAIN = "broken_chain"
FALSE_SEEN = "false_seen"
REPEATED = "repeated"
UNKNOWN_EPOCH = "unknown_epoch"
OLD_EPOCH = "old_epoch"
OLD_HISTORY = "old_history"
UNPROVEN = frozenset((WRONG_SPACE, NO_STANDING, WRONG_SIGNATURE, REPEATED))
"""Faults of what the device named in an entry is not known to have put there."""


class Located(Protocol):
    """Where an entry stands."""

    @property
    def position(self) -> int:
        """Its position."""

    @property
    def running(self) -> bytes:
        """The running hash there."""


class Judge:
    """Judges the segments of one page, in order; what it knows of each device grows with them."""

    def __init__(self, talk: Talk, places: Sequence[Located]) -> None:
        self._talk = talk
        self._running: dict[int, bytes | None] = {e.position: e.running for e in places}
        self._last: dict[bytes, bytes] = {}
        self._met: set[bytes] = set()
        self._heads: dict[bytes, Head | None] = {}
        self._convicted = set(talk.store.convicted())

    def fault(self, place: Located, entry: Entry) -> str:
        """The code for which this entry is held, empty if it counts.

        Raises Frozen `exchange.history_forked` if a head that the service signed contradicts
        what it showed here.
        """
        found = (
            self._author_fault(place, entry)
            or self._chain_fault(entry)
            or self._seen_fault(place, entry)
            or self._epoch_fault(entry)
        )
        self._met.add(entry.hash)
        if found not in UNPROVEN:
            self._last[entry.base.device] = entry.hash
        return found

    def may_be_adopted(self, entry: Entry, why: str) -> bool:
        """Whether a lead could let this entry count all the same: then its groups have to be here.

        What its author is not known to have written, or is a second copy, is nobody's to adopt.
        """
        if why != NO_STANDING:
            return why not in UNPROVEN
        device = self._talk.membership.devices.get(entry.base.device)
        try:
            if device is not None:
                verify_entry(entry, device.keys.sign)
        except Untrusted:
            return False
        return device is not None

    def seen_position(self, entry: Entry) -> int:
        """The position of the head that the author had; 0 if it is no head."""
        head = self._head(entry.base.seen)
        return 0 if head is None else head.position

    def _author_fault(self, place: Located, entry: Entry) -> str:
        if entry.base.space != self._talk.space:
            return WRONG_SPACE
        device = self._talk.membership.standing(entry.base.device, place.position)
        if device is None:
            return NO_STANDING
        if not device.may_write and not (entry.is_looks and device.holds_key):
            return NO_STANDING
        try:
            verify_entry(entry, device.keys.sign)
        except Untrusted:
            return WRONG_SIGNATURE
        return ""

    def _chain_fault(self, entry: Entry) -> str:
        """Out of its chain; a second copy of an entry does not count as its device's last."""
        device = entry.base.device
        if device not in self._last:
            self._last[device] = self._talk.store.last_segment(device) or NONE_BEFORE
        if entry.base.previous == self._last[device]:
            return ""
        is_here = entry.hash in self._met or self._talk.store.is_in_log(entry.hash)
        return REPEATED if is_here else BROKEN_CHAIN

    def _seen_fault(self, place: Located, entry: Entry) -> str:
        """A false head convicts the service if it signed it, else the device for good."""
        device = entry.base.device
        head = self._head(entry.base.seen)
        if head is None or device in self._convicted:
            self._convicted.add(device)
            return FALSE_SEEN
        if not self._talk.membership.counts(head):
            return OLD_HISTORY
        if head.position >= place.position or self._running_at(head.position) != head.running:
            raise self._talk.freeze(FORKED, theirs=entry.base.seen)
        return ""

    def _running_at(self, position: int) -> bytes | None:
        if position == 0:
            return self._talk.space
        if position not in self._running:
            self._running[position] = self._talk.store.running_at(position)
        return self._running[position]

    def _epoch_fault(self, entry: Entry) -> str:
        """An older epoch counts only from who had not seen the statement that ended it."""
        epochs, seen = self._talk.membership.epochs, self.seen_position(entry)
        if entry.base.epoch not in epochs:
            return UNKNOWN_EPOCH
        later = (epochs[number] for number in epochs if number > entry.base.epoch)
        return OLD_EPOCH if any(each.position <= seen for each in later) else ""

    def _head(self, signed: bytes) -> Head | None:
        if signed not in self._heads:
            try:
                self._heads[signed] = self._talk.read_head(signed)
            except Untrusted:
                self._heads[signed] = None
        return self._heads[signed]
