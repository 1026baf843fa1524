"""What an erasure needs of the vault: which groups are named, and what is then done with them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Target:
    """What is erased: a file, or of it one record by kind and id."""

    subject: bytes
    kind: str | None = None
    record: bytes | None = None

    @property
    def is_file(self) -> bool:
        """Whether it is the whole file."""
        return self.record is None


@dataclass(frozen=True, slots=True)
class Named:
    """What an `erase` has to name: groups by (position, part) in order, objects by id in order.

    `others` are ids of changes in these groups that stay; they have to be written again first.
    `is_waiting` says that something of the target has no place in the log yet.
    """

    groups: tuple[tuple[int, int], ...]
    objects: tuple[bytes, ...]
    others: tuple[bytes, ...] = ()
    is_waiting: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Erasing:
    """An erasure whose day has come, as its statement tells it.

    `target` and `reason` are None and empty where no key here opens them. Times in ms since 1970.
    """

    hash: bytes
    position: int
    author: bytes
    groups: tuple[tuple[int, int], ...]
    objects: tuple[bytes, ...]
    target: Target | None
    reason: str
    at_ms: int


@dataclass(frozen=True, slots=True, repr=False)
class Forgotten:
    """Erasures that a log knows no more: the newest one's file and reason, the objects of all."""

    subject: bytes
    reason: str
    objects: tuple[bytes, ...]


class ErasingStore(Protocol):
    """Erasures of one space in the vault."""

    def done(self) -> frozenset[bytes]:
        """The hashes of the erasures that were carried out here."""

    def came_again(self, named: Collection[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """The groups (position, part) of nothing but erased changes, less those in `named`."""

    def forgotten(self, known: Collection[bytes]) -> Forgotten | None:
        """What the erasures that were carried out here and are none of these (hashes) come to."""

    def named(self, target: Target) -> Named:
        """What an erasure of this has to name."""

    def carry_out(self, erasing: Erasing) -> int:
        """Erase what it names, once, in one transaction; gives how many changes went."""
