"""What an exchange needs of the vault to take the access log to the leads, and to read it there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from app.ports.exchange import LogEntry, Sealed


@dataclass(frozen=True, slots=True, repr=False)
class Line:
    """One line of an access log: when (ms), what, to which file and record, in which words."""

    ms: int
    what: str
    subject: bytes
    record: bytes | None
    detail: str


@dataclass(frozen=True, slots=True, repr=False)
class Batch:
    """Lines of this vault's own that wait to be sent, up to its row `last`."""

    lines: tuple[Line, ...]
    last: int


class LookStore(Protocol):
    """The access log of one space in the vault; each call is one transaction."""

    def waiting(self, most: int) -> Batch | None:
        """The oldest lines about this space that no segment took along, None if it is not time."""

    def keep_sealed(self, segment: Sealed, last: int) -> None:
        """Commit a segment that takes lines along up to row `last`, before it is sent."""

    def keep_all_apart(self, last: int) -> None:
        """Lines up to row `last` are about other spaces."""

    def unopened(self, keys: int, most: int) -> list[LogEntry]:
        """Colleagues' entries of lines not tried yet with so many wraps, and their groups."""

    def keep_opened(self, position: int, device: bytes, lines: Sequence[Line]) -> None:
        """Keep the lines of an entry that was opened, once."""

    def keep_tried(self, keys: int, position: int) -> None:
        """Entries up to a position were tried with so many wraps of audit keys."""
