"""Give back to a service what it lost: a log as it was, proved by a head that it signed itself.

The hashes of all entries up to that head prove each of them by themselves, so that nobody has to be
believed and the parts may come from several devices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sync.protocol.cbor import Untrusted
from sync.protocol.heads import Head, read_head, read_receipt, running
from sync.protocol.shapes import Hash, SignedBytes, Size
from sync.protocol.wire import Entry, Group

MOST_HASHES = 200_000


@dataclass(frozen=True, slots=True)
class RefillRequest:
    """The entries after a position, `hashes` up to the head that is shown, of which `entries` are
    the first; none where this device does not hold the next.

    `shown` is a head that the service signed, or a receipt. A group is None where it was erased;
    `erasures` are the statements that say so, if they stand above `after` themselves.
    """

    shown: SignedBytes
    after: int
    hashes: Annotated[tuple[Hash, ...], Size(0, MOST_HASHES)]
    entries: tuple[tuple[Entry, tuple[Group | None, ...]], ...]
    erasures: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class RefillAnswer:
    """How far the log reaches now."""

    head: SignedBytes


def read_shown(shown: bytes, public: bytes) -> Head:
    """The head in what the service signed: the head itself, or that of a receipt."""
    try:
        return read_head(shown, public)
    except Untrusted:
        return read_receipt(shown, public).head


def leads_to(head: Head, before: bytes, hashes: tuple[bytes, ...]) -> bool:
    """Whether entries with these hashes make of a running hash that of the head."""
    for each in hashes:
        before = running(before, each)
    return before == head.running
