"""What IT has set for this PC: its neutral name, whom to ring, when to lock."""

from __future__ import annotations

import platform
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Site:
    """The settings of one PC; `ring_number` belongs to who takes referrals.

    The default number is COMPASS, the single point of access in Essex (`domain.md` 4.2).
    """

    computer: str
    place: str = "for staff use"
    service_desk: str = "the IT service desk"
    idle_minutes: float = 5.0
    ring_who: str = "COMPASS"
    ring_number: str = "0330 333 7 444"


def this_pc() -> Site:
    """What holds for a PC for which nothing was set."""
    return Site(platform.node() or "This PC")
