"""Whether two teams can tell each other anything about a referral still."""

from __future__ import annotations

from app.domain.records import Record
from app.domain.referral import State, Way, id_in, told, way_of
from app.ports import Reading

ANSWERED = {State.ACCEPTED, State.CONTACTED, State.DECLINED, State.CLOSED}
"""Where a referral is once the team that has it has answered."""


def is_linked(reading: Reading, own: bytes, team: bytes) -> bool:
    """Whether our space is introduced to a team, and nobody here has ended that."""
    teams = (each for each in reading.parcels.teams() if not each.is_closed)
    return any((each.own, each.id) == (own, team) for each in teams)


def is_untold(reading: Reading, record: Record) -> bool:
    """Whether what holds of an answer cannot reach who referred: the link with them was ended."""
    if way_of(record.fields) is not Way.ARRIVED or told(record.fields) not in ANSWERED:
        return False
    names = ("from_team", "parcel", "own_space")
    team, parcel, own = (id_in(record.fields, name) for name in names)
    if team is None or parcel is None or own is None:
        return False
    return reading.parcels.is_answer_refused(parcel, own) or not is_linked(reading, own, team)
