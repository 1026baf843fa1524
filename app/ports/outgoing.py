"""What this device has to send: changes that wait, segments that are sealed, receipts for them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class Waiting:
    """A change that waits to be sent, with its save and the file it is about.

    `id` is what it was kept under: SHA-256 of what was encoded when it was made or taken in.
    """

    nr: int
    save: int
    subject: bytes
    id: bytes
    encoded: bytes


@dataclass(frozen=True, slots=True, repr=False)
class Sealed:
    """A segment of this device, whose number keeps these bytes from now on.

    `changes` are the row numbers of its changes, group by group.
    """

    incarnation: bytes
    seq: int
    hash: bytes
    entry: bytes
    groups: tuple[bytes, ...]
    changes: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Received:
    """The service's receipt for a segment of this device, verified."""

    incarnation: bytes
    seq: int
    position: int
    receipt: bytes
