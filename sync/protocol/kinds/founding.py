"""Make a space: `create`, its first statement, whose hash is the space's id."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sync.protocol.epochs import FIRST_PLACE, NONE_BEFORE, Epoch, SealedName
from sync.protocol.keys import PublicKeys
from sync.protocol.recovery import Recovery
from sync.protocol.shapes import AuthorId, Count, DeviceId, Hash, PublicKey, SealedText

Role = Literal["lead", "member", "champion", "reader", "writer"]
"""What a device may do. A writer is a ward PC: it holds no key of the space, and records for the
team by parcels alone."""


@dataclass(frozen=True, slots=True)
class Service:
    """The service that keeps the log: its signing key, and the pins of its TLS key and a spare."""

    key: PublicKey
    pins: tuple[Hash, Hash]


@dataclass(frozen=True, slots=True)
class Policy:
    """What holds for everyone in the space; `lease_days` and `erase_grace` in days."""

    lease_days: Count
    least_version: Count
    erase_grace: Count
    training: bool


@dataclass(frozen=True, slots=True)
class Create:
    """Makes a space, whose id is the hash of this entry; signed by its first device.

    `name`, `pc` and `title` are sealed under the first epoch's content key. `time` and all times
    here are ms since 1970.
    """

    device: DeviceId
    keys: PublicKeys
    author: AuthorId
    role: Literal["lead"]
    name: SealedText
    pc: SealedText
    title: SealedText
    recovery: Recovery | None
    service: Service
    policy: Policy
    epoch: Epoch
    time: Count
    previous: Hash = NONE_BEFORE

    def names(self, _space: bytes) -> dict[str, SealedName]:
        """What it seals: `author`, `pc`, `title`."""
        return {
            "author": SealedName(self.name, FIRST_PLACE, "author"),
            "pc": SealedName(self.pc, FIRST_PLACE, "pc"),
            "title": SealedName(self.title, FIRST_PLACE, "title"),
        }
