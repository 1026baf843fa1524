"""What IT has set for this PC: its neutral name, whom to ring, when to lock, and where to send."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.errors import Refused, YarrowError


@dataclass(frozen=True, slots=True)
class Site:
    """The settings of one PC; `ring_number` belongs to who takes referrals.

    `service_desk` is how to reach the IT service desk, such as "extension 2222"; `contact` who
    looks after Yarrow there. `service_words` are the six words that belong to `service_url`.
    `bedside` says that others see this screen, so initials stand in place of names at first.
    Attachments of up to `fetch_mib` (MiB) are fetched without being asked for.
    `ward_door` is the folder of a ward PC that all accounts of this PC record at.
    `first_contact` says whether its clock counts `clock_hours` or `working_days`.
    `retention` are the rules that hold here besides those that always do.
    `numbers` are further ones to ring, by their key, such as `security`.
    `problems` are the keys of the site file that were not taken, each with its sentence.

    The default number is COMPASS, the single point of access in Essex.
    """

    computer: str
    place: str = "for staff use"
    service_desk: str = ""
    idle_minutes: float = 5.0
    ring_who: str = "COMPASS"
    ring_number: str = "0330 333 7 444"
    service_url: str = ""
    service_words: str = ""
    backup_folder: str = ""
    bedside: bool = False
    fetch_mib: float = 4.0
    contact: str = ""
    first_contact: str = "clock_hours"
    retention: tuple[str, ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)
    ward_door: str = ""
    problems: tuple[YarrowError, ...] = ()

    @property
    def desk_on_lock(self) -> str:
        """Whom to ring, as the lock screen words it."""
        return " ".join(filter(None, ("IT service desk", self.service_desk)))

    @property
    def desk_on_cover(self) -> str:
        """How to reach them, after the cover's own words for the service desk."""
        return self.service_desk or "no number set on this PC"

    def require_service(self, url: str) -> str:
        """The six words that this service has to have, empty if IT has set none.

        Raises Refused `door.other_service` where IT has set another for this PC.
        """
        if self.service_url and not _same_address(url, self.service_url):
            raise Refused("door.other_service", address=self.service_url)
        return self.service_words if self.service_url else ""

    def words_for(self, url: str) -> str | None:
        """The six words that IT wrote down for the service at this address, None if it has not."""
        is_ours = self.service_url and _same_address(url, self.service_url)
        return self.service_words or None if is_ours else None


def this_pc() -> Site:
    """What holds for a PC for which nothing was set."""
    return Site(platform.node() or "This PC")


def _same_address(one: str, other: str) -> bool:
    return one.strip().rstrip("/").casefold() == other.rstrip("/").casefold()
