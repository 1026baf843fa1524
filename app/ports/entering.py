"""What making and joining a space needs of the vault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.ports.exchange import Cursor, LogEntry, Own, ServiceAddress, SpaceStore
from app.ports.looks import LookStore
from app.ports.objects import ObjectStore
from app.ports.parcels import ParcelStore
from app.ports.shares_way import SharesWay


@dataclass(frozen=True, slots=True, repr=False)
class Entering:
    """A space about to be made or joined, kept until the service has it and this vault too.

    `asked` tells one attempt from another: what the person gave, hashed. `statement` is the
    `create` or `join` as it was or will be sent; `permit` goes with the first alone.
    `content_key` is None for who joins at a distance. `page_key` is a ward PC's.
    """

    asked: bytes
    space: bytes
    title: str
    service: ServiceAddress
    own: Own
    role: str
    epoch: int
    content_key: bytes | None
    statement: bytes
    permit: str | None = None
    page_key: bytes = b""


@dataclass(frozen=True, slots=True)
class Person:
    """Whose vault it is: her name, the PC's, whether only made-up people may be recorded."""

    name: str
    pc: str
    is_training: bool


class JoiningStore(Protocol):
    """What a join is kept in until both ends have it."""

    def entering(self) -> Entering | None:
        """What was begun and not finished."""

    def keep_entering(self, entering: Entering) -> None:
        """Keep what is about to be sent."""

    def drop_entering(self) -> None:
        """Forget what the service will never take."""

    def enter(self, entering: Entering, cursor: Cursor, entries: Sequence[LogEntry]) -> None:
        """Belong to the space from now on; a vault's own records move into its first."""


class EnteringStore(JoiningStore, SharesWay, Protocol):
    """The vault, for making and joining spaces."""

    def person(self) -> Person:
        """Whose vault it is."""

    def place(self) -> bytes:
        """Which folder, PC and person this is, hashed; a copy elsewhere has another."""

    def spaces(self) -> list[bytes]:
        """The ids of the spaces it belongs to, its home first."""

    def space(self, id: bytes) -> SpaceStore:
        """One of them; raises NotFound `vault.no_such_space`."""

    def objects(self, id: bytes) -> ObjectStore:
        """The attachments' contents in one of them; raises as `space` does."""

    def looks(self, id: bytes, *, patience_ms: int) -> LookStore:
        """The access log about one of them; lines younger than that wait. Raises as `space`."""

    def parcels(self, id: bytes) -> ParcelStore:
        """What goes between one of them and other teams. Raises as `space`."""
