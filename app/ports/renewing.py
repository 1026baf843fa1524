"""Going on after a service lost entries for good, as a lead said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Rewind:
    """The last position that both logs have, and how the space stood there.

    `present` are the roles of the devices that belonged, by id; `gone` those that joined by
    statements that are lost. `lost_epochs` are the numbers of those that were made by such,
    `undecided` the positions of entries that such statements decided on.
    """

    position: int
    running: bytes
    generation: int
    lost_epochs: tuple[int, ...]
    present: Mapping[bytes, str]
    gone: tuple[bytes, ...]
    undecided: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Lost:
    """What stood in a generation of a log and was lost for good by its service.

    Statements with their positions, and content keys of epochs that these made.
    """

    generation: int
    statements: tuple[tuple[int, bytes], ...]
    content_keys: Mapping[int, bytes]


@dataclass(frozen=True, slots=True, repr=False)
class Stated:
    """A statement of this PC's, the service's receipt for it, and the log's generation then."""

    generation: int
    entry: bytes
    receipt: bytes


class RenewingStore(Protocol):
    """The log of one space, that can be gone back in."""

    def stated(self) -> list[Stated]:
        """What this PC stated that was not yet read back in the log, the oldest first."""

    def keep_stated(self, stated: Sequence[Stated]) -> None:
        """Keep these, in the place of those before."""

    def was_lost(self, incarnation: bytes, seq: int) -> bool:
        """Whether the service had lost the segment of this device under a number, so that what
        it held waits here again.
        """

    def rewind(self, rewind: Rewind) -> None:
        """Forget the places above a position: what came from there waits to be sent again.

        Statements from there, and the keys of the lost epochs, are kept apart as `Lost`.
        No change, record or draft goes. What a device wrote that still belongs waits for that
        device to send it, until it was heard of since or is removed.
        """
