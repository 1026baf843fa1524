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
class SyncFacts:
    """All of it, in one consistent view.

    `title` is the team's space, empty while there is none. `only_here` and `refused` count
    records, `oldest_ms` is since when the oldest waits (0 for none). `problems` are sentences;
    `is_insecure` says that the way to the service proved false, `is_read_only` that damage was
    found: then nothing is sent or taken in.
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
    is_read_only: bool = False
    items: tuple[ItemFacts, ...] = ()
