"""Where an attachment's content is: here, at the service, on its way, or why it is not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SMALL_BYTES = 4 * 1024 * 1024
"""Up to this size contents are fetched without being asked for, unless the PC's site says else."""


class Whereabouts(StrEnum):
    """The facts that may be claimed about a content."""

    ONLY_HERE = "only_here"
    SENDING = "sending"
    RECEIVED = "received"
    COMING = "coming"
    NOT_HERE = "not_here"
    NOT_SENT = "not_sent"
    WITHHELD = "withheld"
    ALTERED = "altered"
    LOST = "lost"


ABSENT, WITHHELD, ALTERED, LOST = "absent", "withheld", "altered", "lost"
"""Why one did not come, or could not be sent, as the vault keeps it."""


@dataclass(frozen=True, slots=True)
class Travel:
    """Where a content is, and how much of it has moved, in whole percent.

    `is_asked` says that somebody wants it fetched, or that it comes by itself.
    """

    where: Whereabouts
    percent: int = 0
    is_asked: bool = False

    @property
    def is_here(self) -> bool:
        """Whether it can be opened on this PC."""
        return self.where in _HERE


_HERE = (Whereabouts.ONLY_HERE, Whereabouts.SENDING, Whereabouts.RECEIVED, Whereabouts.LOST)


def whereabouts(
    *, is_own: bool, is_here: bool, is_sent: bool, is_asked: bool, done: int, chunks: int, why: str
) -> Travel:
    """Put together from what the vault keeps."""
    percent = min(100, 100 * done // max(chunks, 1))
    if is_here:
        if why == LOST:
            return Travel(Whereabouts.LOST)
        if not is_own or is_sent:
            return Travel(Whereabouts.RECEIVED)
        is_sending = done > 0
        return Travel(Whereabouts.SENDING if is_sending else Whereabouts.ONLY_HERE, percent)
    if is_own and not is_sent:
        return Travel(Whereabouts.LOST)
    if why in _TROUBLES:
        return Travel(_TROUBLES[why], percent, is_asked)
    if is_asked and done:
        return Travel(Whereabouts.COMING, percent, is_asked)
    return Travel(Whereabouts.NOT_HERE, percent, is_asked)


_TROUBLES = {
    ABSENT: Whereabouts.NOT_SENT,
    WITHHELD: Whereabouts.WITHHELD,
    ALTERED: Whereabouts.ALTERED,
    LOST: Whereabouts.LOST,
}
