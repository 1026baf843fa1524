"""Six words of a space's log up to a position, to be compared with a colleague by phone."""

from __future__ import annotations

from dataclasses import dataclass

from app.errors import Refused
from app.ports.exchange import SpaceStore
from sync.protocol.heads import Head
from sync.protocol.words import head_words


@dataclass(frozen=True, slots=True)
class LogWords:
    """The words of the log up to a position, and how far this PC has read."""

    position: int
    words: tuple[str, ...]
    read_to: int


def log_words(store: SpaceStore, position: int | None = None) -> LogWords:
    """The words at a position, by default as far as this PC has read; slow, and asks nobody.

    Raises Refused `space.not_read_yet` before the first exchange, or `space.not_read_to` for a
    position that this PC has not read.
    """
    state = store.load()
    cursor = state.cursor
    at = cursor.position if position is None else position
    if not cursor.position:
        raise Refused("space.not_read_yet")
    running = store.running_at(at) if 0 < at <= cursor.position else None
    if running is None:
        raise Refused("space.not_read_to", position=cursor.position)
    words = head_words(Head(state.id, cursor.generation, at, running, 0))
    return LogWords(at, words, cursor.position)
