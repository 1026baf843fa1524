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
    """One record or draft by its kind and its file's reference, never by a name.

    `why` is the code for which it was refused.
    """

    kind: str
    reference: str
    where: Where
    since_ms: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class ExchangeFacts:
    """What the last exchange did, in changes of records, and how long it took."""

    sent: int = 0
    received: int = 0
    refused: int = 0
    took_ms: int = 0


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """The newest receipt: the first 16 hex digits of what was signed, and when, by its own clock.

    `records` is for how many, 0 where that is not known; `is_whole` says that the bytes it is for
    are kept still and were hashed again. An empty `code` is a receipt that does not hold.
    """

    code: str
    at_ms: int = 0
    records: int = 0
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class HiddenFacts:
    """A space that this PC does not show now, and why in a sentence.

    `may_open` says that a lead's words can open it again.
    """

    space: bytes
    title: str
    words: str
    may_open: bool = True


@dataclass(frozen=True, slots=True)
class SyncFacts:
    """All of it, in one consistent view.

    `title` is the team's space, empty while there is none. `only_here` and `refused` count
    records, `oldest_ms` is since when the oldest waits (0 for none). `problems` and the milder
    `notices` are sentences. `is_offline` says that nobody answered, `is_insecure` that the way to
    the service proved false, `is_frozen` that the service contradicts itself, with `evidence`
    pieces of it kept, `is_read_only` that damage was found: nothing is sent or taken in.
    `hidden` are the spaces that are not shown now.
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
    notices: tuple[str, ...] = ()
    is_offline: bool = False
    is_insecure: bool = False
    is_frozen: bool = False
    evidence: int = 0
    exchange: ExchangeFacts | None = None
    receipt: ReceiptFacts | None = None
    is_read_only: bool = False
    items: tuple[ItemFacts, ...] = ()
    hidden: tuple[HiddenFacts, ...] = ()
