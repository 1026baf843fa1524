"""What a ward PC keeps: who it is to the team, what it sealed, and how far each came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from app.ports.entering import JoiningStore
from app.ports.exchange import ServiceAddress


class DoorState(StrEnum):
    """How far a record came that was sealed here."""

    WAITING = "waiting"
    RECEIVED = "received"
    TAKEN = "taken"
    REFUSED = "refused"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True, repr=False)
class Door:
    """A ward PC as it was set up.

    `key` is its private signing key (32 bytes), `page_key` opens what leads set for it and nothing
    else; there is no other secret. `name` is where it stands. `setting`, `site` and
    `role` (of who asks) are filled in on its page, empty if they are not.
    """

    space: bytes
    service: ServiceAddress
    device: bytes
    key: bytes
    name: str
    is_training: bool
    setting: str = ""
    site: str = ""
    page_key: bytes = b""
    role: str = ""


@dataclass(frozen=True, slots=True)
class DoorLog:
    """The team's statements as they were checked here, and the newest head that was shown.

    `generation` and `position` are the furthest ever shown. `is_cut_off` says that the service
    does not know this PC any more, as it last answered.
    """

    statements: tuple[tuple[int, bytes], ...] = ()
    head: bytes = b""
    generation: int = 0
    position: int = 0
    is_cut_off: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class SealedRecord:
    """A record as it lies here: sealed to the inbox key of an epoch, at a moment of this PC.

    Once its page is saved or left, `at_ms` is the beginning of that day: the moment is not kept.
    """

    id: bytes
    epoch: int
    sealed: bytes
    at_ms: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class DoorRow:
    """What is known here of a record, and all that may be shown of it.

    `at_ms` is the beginning of its day, but for one that was recorded just now.
    """

    id: bytes
    at_ms: int
    is_whole: bool
    state: DoorState
    why: str = ""


class DoorStore(JoiningStore, Protocol):
    """The folder of a ward PC; each call is durable when it returns."""

    def door(self) -> Door:
        """Who it is; raises NotFound `door.not_here`."""

    def require_may_join(self, space: bytes) -> None:
        """Raise Refused unless this PC may become one of that team; see `door.already`."""

    def log(self) -> DoorLog:
        """What is known of the team."""

    def keep_log(self, log: DoorLog) -> None:
        """Keep what was checked."""

    def page(self) -> bytes:
        """What leads set for this PC, as it was handed out; empty for nothing."""

    def keep_page(self, sealed: bytes) -> None:
        """Keep it in the place of the one before."""

    def rows(self) -> list[DoorRow]:
        """What was recorded here, that of the last day first, until it is taken in and old."""

    def to_send(self) -> Sequence[SealedRecord]:
        """What the service has not received, of the first day first, without pages still open."""

    def refused(self) -> Sequence[SealedRecord]:
        """What the service did not take."""

    def keep_state(self, id: bytes, state: DoorState, why: str = "") -> None:
        """Say how far a record came; it only goes forward, but for what the service has lost."""
