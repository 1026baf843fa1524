"""The referrals that came to this team, from others and from itself; and those that went."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.referral import KIND, Way, is_ours
from app.ports import Reading, Session
from app.usecases.access import looking
from app.usecases.access.veiling import closed_files
from app.usecases.referrals.states import Standing, standing


def came(reading: Reading) -> list[Standing]:
    """All of them that this reader may see, the one changed last first."""
    return [each for each in _all(reading) if is_ours(each.record.fields)]


def went(reading: Reading) -> list[Standing]:
    """Those that went to others, the one changed last first; without those handed over by phone."""
    return [each for each in _all(reading) if each.way in (Way.TEAM, Way.OUTSIDE)]


def _all(reading: Reading) -> list[Standing]:
    closed = closed_files(reading)
    records = reading.rows(reading.list_ids(KIND))
    return [standing(reading, each) for each in records if each.subject not in closed]


def note_looks(session: Session, seen: Sequence[Standing]) -> None:
    """Write down whose referrals stood in a list."""
    looking.note_list(session, KIND, [each.record for each in seen])
