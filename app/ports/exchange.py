"""What an exchange needs of the vault: one space, as far as this device knows it.

Signed and sealed things are bytes; only `sync` reads them. Each call is one transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from app.domain.changes import Change
from app.domain.digest import Digest
from app.errors import Fact
from app.ports.clashing import ClashStore
from app.ports.copies import CopyStore
from app.ports.ending import Ended as Ended
from app.ports.ending import Evidence as Evidence
from app.ports.erasing import ErasingStore
from app.ports.leasing import LeaseStore
from app.ports.leaving import LeavingStore
from app.ports.outgoing import Received as Received
from app.ports.outgoing import Sealed as Sealed
from app.ports.outgoing import Waiting as Waiting
from app.ports.renewing import Lost as Lost
from app.ports.renewing import RenewingStore
from app.ports.shares_way import SharesWay


class EntryState(StrEnum):
    """What became of an entry of the log here."""

    STATEMENT = "statement"
    APPLIED = "applied"
    PARKED = "parked"
    HELD = "held"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class ServiceAddress:
    """Where the service is, its Ed25519 key, and SHA-256 of its TLS key and of the spare."""

    url: str
    signing: bytes
    pins: tuple[bytes, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Own:
    """This device in one space.

    `keys` are its private keys as `sync.protocol.keys` writes them. `seq` is the last number
    sealed in this incarnation. `place` says which folder, PC and person they were used at.
    """

    device: bytes
    keys: bytes
    author: bytes
    incarnation: bytes
    seq: int
    place: bytes


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far the log is verified and taken in here: `head` is the service's signature for it."""

    generation: int
    position: int
    running: bytes
    head: bytes


@dataclass(frozen=True, slots=True, repr=False)
class SpaceState:
    """A space as this vault keeps it between exchanges.

    `statements` are positions and entries, in order. `skew_ms` is the service's clock less this
    PC's, as last told. `marks` are the newest of others, by device; `mark` the one left last.
    `evidence` is all there is; `problems` and `is_frozen` are how the last exchange ended. `lost`
    is what earlier generations of the log held besides, the latest first.
    """

    id: bytes
    service: ServiceAddress
    own: Own
    cursor: Cursor
    content_keys: Mapping[int, bytes]
    statements: tuple[tuple[int, bytes], ...]
    marks: Mapping[bytes, bytes]
    mark: bytes | None
    skew_ms: int
    evidence: tuple[Evidence, ...] = ()
    problems: tuple[tuple[str, Mapping[str, Fact]], ...] = ()
    is_frozen: bool = False
    lost: tuple[Lost, ...] = ()


@dataclass(frozen=True, slots=True)
class LogEntry:
    """An entry with its place in the log, and what became of it.

    `device`, `incarnation` and `seq` are those that a device's signature proves: None for a
    statement, and for what nobody is known to have put there. `why` is the code for which an
    entry is parked or held; `groups` has None for a group that the service did not hand out.
    """

    position: int
    hash: bytes
    running: bytes
    state: EntryState
    entry: bytes
    device: bytes | None = None
    incarnation: bytes | None = None
    seq: int | None = None
    seen: int = 0
    why: str = ""
    groups: tuple[bytes | None, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Arrived:
    """A change with the device that wrote it and its place in the log."""

    change: Change
    device: bytes
    position: int
    part: int


@dataclass(frozen=True, slots=True)
class Member:
    """A device as its space's statements tell of it; names are None while no key opens them.

    `added_ms` and `removed_ms` are None where the statement says nothing new of them. One that is
    not admitted joined at a distance and waits for a lead.
    """

    device: bytes
    author: bytes
    role: str
    name: str | None
    pc: str | None
    added_ms: int | None
    removed_ms: int | None = None
    is_admitted: bool = True


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a held entry by a lead's statement at position `at`."""

    position: int
    state: EntryState
    why: str
    at: int


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """A stretch of the log that was verified, to be taken in whole.

    `opened` are positions of parked entries whose changes are among `arrived`, `lacking` those of
    them without a group that an erasure names; `groups` are what was read again of entries. `title`
    is the space's name, if told here. Where it `is_renewed` a lead says that history goes on after
    a loss: entries that lacked a group for an erasure are parked until read again.
    """

    cursor: Cursor
    entries: Sequence[LogEntry]
    arrived: Sequence[Arrived]
    members: Sequence[Member]
    content_keys: Mapping[int, bytes]
    now_ms: int
    opened: Sequence[int] = ()
    lacking: Sequence[int] = ()
    groups: Mapping[int, tuple[bytes | None, ...]] = field(default_factory=dict)
    title: str | None = None
    decided: Sequence[Decided] = ()
    is_renewed: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """How far another device has read, from its mark: checked, with its digest and time."""

    device: bytes
    mark: bytes
    position: int
    time_ms: int
    digest: Digest


class SpaceStore(ClashStore, CopyStore, LeaseStore, RenewingStore, SharesWay, Protocol):
    """One space in the vault."""

    @property
    def leaving(self) -> LeavingStore:
        """What leaving it needs."""

    @property
    def erasures(self) -> ErasingStore:
        """What was erased of it here."""

    def load(self) -> SpaceState:
        """What is kept now."""

    def digest(self) -> Digest:
        """The digest over what is applied."""

    def clock(self) -> int:
        """The last reading of the vault's hybrid logical clock."""

    def running_at(self, position: int) -> bytes | None:
        """The running hash at a position that is taken in, None above."""

    def hashes(self, first: int, last: int) -> list[bytes]:
        """The hashes of the entries from one position to another, as far as they are taken in."""

    def taken_ms(self, position: int) -> int:
        """When the entry at a position was taken in, 0 if its sealed bytes are not kept."""

    def last_segment(self, device: bytes) -> bytes | None:
        """The hash of a device's last segment that is taken in."""

    def last_sent(self) -> bytes | None:
        """The hash of this device's last segment known to be in the log, by receipt or reading."""

    def is_in_log(self, hash: bytes) -> bool:
        """Whether an entry is taken in."""

    def convicted(self) -> list[bytes]:
        """The devices that named a head which the service never signed: they are held for good."""

    def holds(self, incarnation: bytes, seq: int) -> bytes | None:
        """The hash of the segment of this device under a number, sealed here or taken in."""

    def entry_at(self, position: int) -> LogEntry | None:
        """The entry at a position with its groups, if its sealed bytes are kept."""

    def in_state(self, state: EntryState) -> list[LogEntry]:
        """The entries that are parked, or held, oldest first, with their groups."""

    def set_apart(self, state: EntryState) -> Mapping[int, tuple[bytes, str]]:
        """Of the entries that are parked, or held, the hash and why, by position; quicker."""

    def count(self, state: EntryState) -> int:
        """How many entries are parked, or held."""

    def begin_incarnation(self, incarnation: bytes, place: bytes) -> None:
        """Number from 1 again under a new name; what was sealed and has no receipt waits again."""

    def take_page(self, page: Page, *, most_clashes: int | None = None) -> int:
        """Take in a stretch of the log; gives how many changes were not here before.

        Raises Refused `exchange.many_clashes`, and takes nothing in, if by it more than
        `most_clashes` fields clash newly with what this PC wrote, since this store was made."""

    def waiting(self, most_bytes: int) -> list[Waiting]:
        """Whole saves that wait, in order: as many as fit, and at least one if any waits."""

    def keep_sealed(self, segments: Sequence[Sealed]) -> None:
        """Commit sealed segments before the first of them is sent."""

    def sealed(self) -> list[Sealed]:
        """The segments that have no receipt yet, in order."""

    def keep_received(
        self, received: Sequence[Received], *, erased: Collection[tuple[int, int]] = ()
    ) -> None:
        """Keep receipts; the changes in these segments are received.

        Those of them at places (position, part) that were `erased` meanwhile go instead.
        """

    def receipts(self, first: int, last: int) -> list[bytes]:
        """The receipts for positions from one to another."""

    def take_back(self, positions: Sequence[int]) -> None:
        """Let wait again what receipts for these positions said was received."""

    def refuse(self, segment: Sealed, why: str) -> None:
        """Set a segment's changes aside with the code why, to be shown and sent again later."""

    def set_aside(self, changes: Sequence[int], why: str) -> None:
        """Set waiting changes aside, by their row numbers, as `refuse` does."""

    def keep_heard(self, heard: Sequence[Heard]) -> None:
        """Keep others' marks, and how far they have read."""

    def keep_own_mark(self, mark: bytes) -> None:
        """Keep the mark this device left."""

    def keep_evidence(self, evidence: Evidence) -> None:
        """Keep what convicts someone, once."""

    def keep_ended(self, ended: Ended) -> None:
        """Keep how an exchange ended, for the page about sync."""
