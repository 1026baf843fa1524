"""A MARAC area's own rules: from which score a case is heard, how soon, and what is a repeat.

Thresholds belong to an area and an instrument together; none is code.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class RepeatClock(StrEnum):
    """What the months of a repeat count from."""

    REFERRAL = "referral"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class Area:
    """The rules of one area for one instrument.

    `min_yes` is the number of yes answers that count as high risk by score alone. Escalation is
    `escalation_n` events within `escalation_months`; a repeat is any further abuse within
    `repeat_months`. A case is heard within `sla_days`. `mailbox` is where a referral is sent,
    empty where nobody has said. `is_confirmed` tells whether a source was seen.
    """

    area: str
    instrument: str
    min_yes: int
    escalation_n: int
    escalation_months: int
    repeat_clock: RepeatClock
    sla_days: int
    repeat_months: int = 12
    mailbox: str = ""
    is_confirmed: bool = True
    note: str = ""

    @property
    def key(self) -> str:
        """What it is known by: area and instrument, in small letters."""
        return area_key(self.area, self.instrument)


def area_key(area: str, instrument: str) -> str:
    """The same for every spelling in capitals and blanks."""
    return f"{' '.join(area.split()).casefold()}/{instrument.strip().casefold()}"
