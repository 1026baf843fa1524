"""What is true about sending and receiving, as the page is told it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Where(StrEnum):
    """Where an item is."""

    WAITING = "waiting"
    DRAFT = "draft"
    RECEIVED = "received"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One record or draft by its kind and its file's reference, never by a name."""

    kind: str
    reference: str
    where: Where
    since_ms: int


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """One device of the team; times in ms since 1970, None where nothing was heard."""

    person: str
    pc: str
    role: str
    is_own: bool
    heard_ms: int | None


@dataclass(frozen=True, slots=True)
class SyncFacts:
    """All of it, in one consistent view.

    `title` is the team's space, empty while there is none. `only_here` and `refused` count
    records, `oldest_ms` is since when the oldest waits (0 for none). `problems` are sentences;
    `is_insecure` says that the way to the service proved false.
    """

    title: str = ""
    url: str = ""
    is_set_up: bool = False
    is_lead: bool = False
    only_here: int = 0
    oldest_ms: int = 0
    refused: int = 0
    tried_ms: int | None = None
    reached_ms: int | None = None
    problems: tuple[str, ...] = ()
    is_insecure: bool = False
    items: tuple[ItemFacts, ...] = ()
    devices: tuple[DeviceFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Invitation:
    """A code in groups of four, and until when it works (ms since 1970)."""

    code: str
    until_ms: int

    @property
    def groups(self) -> tuple[str, ...]:
        """The code's groups, to be read aloud one by one."""
        plain = "".join(sign for sign in self.code if sign.isalnum())
        return tuple(plain[at : at + 4] for at in range(0, len(plain), 4))
