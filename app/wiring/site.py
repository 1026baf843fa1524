"""What IT has set for this PC: its neutral name, whom to ring, when to lock."""

from __future__ import annotations

import platform
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """The settings of one PC; `ring_number` belongs to who takes referrals.

    `service_desk` is how to reach the IT service desk, such as "extension 2222".

    The default number is COMPASS, the single point of access in Essex.
    """

    computer: str
    place: str = "for staff use"
    service_desk: str = ""
    idle_minutes: float = 5.0
    ring_who: str = "COMPASS"
    ring_number: str = "0330 333 7 444"
    backup_folder: str = ""

    @property
    def desk_on_lock(self) -> str:
        """Whom to ring, as the lock screen words it."""
        return " ".join(filter(None, ("IT service desk", self.service_desk)))

    @property
    def desk_on_cover(self) -> str:
        """How to reach them, after the cover's own words for the service desk."""
        return self.service_desk or "no number set on this PC"


def this_pc() -> Site:
    """What holds for a PC for which nothing was set."""
    return Site(platform.node() or "This PC")
