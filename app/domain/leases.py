"""How long a PC reads a space after it last heard of it, and what it does not show after that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

LEASE_DAYS = 30
_DAY_MS = int(timedelta(days=1).total_seconds() * 1000)


@dataclass(frozen=True, slots=True)
class Lease:
    """What decides whether a space is read here.

    `opened_ms` is the service's time in the head that it signed last for this PC, or when a lead's
    code opened the space later; `days` is how long the space's policy lets it be read from then
    on. `removed_ms` is when this PC learnt that a lead removed it.
    """

    opened_ms: int
    days: int = LEASE_DAYS
    removed_ms: int | None = None

    @property
    def ends_ms(self) -> int:
        """When it runs out unless it is renewed."""
        return self.opened_ms + self.days * _DAY_MS

    def closed_since(self, pc_ms: int) -> int | None:
        """Since when the space is not read here, None while it is.

        The time is the later of the PC's clock and the service's last: a clock set back opens
        nothing, and wins no days beyond those that were given.
        """
        if self.removed_ms is not None:
            return self.removed_ms
        return self.ends_ms if max(pc_ms, self.opened_ms) >= self.ends_ms else None


@dataclass(frozen=True, slots=True)
class Hidden:
    """A space that is not read here now: since when, why, and how many files that concerns.

    `title` is empty for one without a name, `days` are those of its lease. `files` leaves out
    those that this PC began since then: they are shown.
    """

    space: bytes
    title: str
    since_ms: int
    files: int
    days: int
    is_removed: bool
