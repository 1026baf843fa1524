"""The team's settings in an entry: records of a kind that only leads may write."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.team_settings import is_setting
from app.ports.exchange import Arrived
from sync.exchange.talk import Talk
from sync.protocol.members import LEAD

NOT_A_LEADS = "settings_not_by_lead"


def is_overstepping(talk: Talk, arrived: Sequence[Arrived], device: bytes, position: int) -> bool:
    """Whether a device that was no lead at this position wrote settings.

    Then the whole entry is held: no program writes such a one, and a part of it is nobody's to
    choose.
    """
    if not any(is_setting(each.change.kind) for each in arrived):
        return False
    author = talk.membership.standing(device, position)
    return author is None or author.role != LEAD
