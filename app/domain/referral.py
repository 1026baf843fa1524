"""A referral from sign to advocate and back: which way it goes, and where it is.

One record on each side, that names the parcel it travels in. What the other side tells of it are
records of their own, `referral_news`; where it is is worked out from all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.encoding import Value

KIND, NEWS = "referral", "referral_news"
ROAD, ROAD_WHY = "road", "road_why"
"""How far its parcel has come, and why it does not go on: the word of the PC that sends it."""


class Way(StrEnum):
    """Which way it goes; one without any was handed over by phone."""

    OWN_TEAM = "own_team"
    TEAM = "team"
    OUTSIDE = "outside"
    BY_PHONE = "by_phone"
    ARRIVED = "arrived"


class State(StrEnum):
    """Where it is, in the order in which it goes on; it never goes back."""

    WRITTEN = "written"
    SENT = "sent"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    CONTACTED = "contacted"
    DECLINED = "declined"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"

    @property
    def is_over(self) -> bool:
        """Whether nothing more is done about it."""
        return self in (State.DECLINED, State.CLOSED, State.WITHDRAWN)

    @property
    def is_taken(self) -> bool:
        """Whether somebody works on it."""
        return self in (State.ACCEPTED, State.CONTACTED)


_ORDER = list(State)
_REFUSALS = ("parcels.team_closed", "parcels.ended")


@dataclass(frozen=True, slots=True)
class News:
    """What the other side told: a state, in the how many-th of its answers, and the answers."""

    state: State
    turn: int
    answers: Mapping[str, Value]


def way_of(fields: Mapping[str, Value]) -> Way:
    """Which way a referral goes; of a version that this program does not know, from outside."""
    way = fields.get("way")
    if way is None:
        return Way.BY_PHONE
    return Way(way) if isinstance(way, str) and way in list(Way) else Way.OUTSIDE


def id_in(fields: Mapping[str, Value], name: str) -> bytes | None:
    """The id that stands in a field; None for none, and for what no program known here wrote."""
    value = fields.get(name)
    try:
        return (bytes.fromhex(value) or None) if isinstance(value, str) else None
    except ValueError:
        return None


def is_ours(fields: Mapping[str, Value]) -> bool:
    """Whether it is for this team to answer."""
    return way_of(fields) in (Way.OWN_TEAM, Way.ARRIVED)


def told(fields: Mapping[str, Value]) -> State | None:
    """The state that stands in a record, or None for none that this version knows."""
    state = fields.get("state")
    return State(state) if isinstance(state, str) and state in _ORDER else None


def news_of(answers: Mapping[str, Value]) -> News | None:
    """What one piece of news says; None for a state that this version does not know."""
    state, turn = told(answers), answers.get("turn")
    return None if state is None else News(state, turn if type(turn) is int else 0, answers)


def newest(news: Iterable[News]) -> News | None:
    """What holds of all that was told: the last turn, and within one the furthest state."""
    return max(news, key=lambda each: (each.turn, _ORDER.index(each.state)), default=None)


def road_of(fields: Mapping[str, Value]) -> State:
    """How far the parcel of a referral has come; of what this version does not know, no way."""
    road = fields.get(ROAD)
    return State(road) if isinstance(road, str) and road in _ORDER else State.WRITTEN


def is_refused(fields: Mapping[str, Value]) -> bool:
    """Whether the other side takes nothing from us, so that a parcel waits for no exchange."""
    return road_of(fields) is State.WRITTEN and fields.get(ROAD_WHY) in _REFUSALS


def is_cut_off(fields: Mapping[str, Value]) -> bool:
    """Whether the other side ended the link, before it had a referral or after."""
    return fields.get(ROAD_WHY) in _REFUSALS


def furthest(states: Iterable[State]) -> State:
    """Of several states the one in which a referral has come furthest."""
    return max(states, key=_ORDER.index)


def state_here(fields: Mapping[str, Value], news: Iterable[News]) -> State:
    """Where a referral is that this team answers."""
    if any(each.state is State.WITHDRAWN for each in news):
        own = told(fields)
        return own if own is not None and own.is_over else State.WITHDRAWN
    return told(fields) or State.RECEIVED


def state_there(fields: Mapping[str, Value], road: State, news: Iterable[News]) -> State:
    """Where a referral is that went to another team; `road` is how far its parcel has come.

    An answer counts before the road: who answers has it.
    """
    if fields.get("withdrawn_at") is not None:
        return State.WITHDRAWN
    last = newest(news)
    if last is None:
        return road
    return last.state if road is State.WRITTEN else max(last.state, road, key=_ORDER.index)


def works_on(fields: Mapping[str, Value], state: State) -> str:
    """The other team that has a referral, or waits for what comes of one; empty if none does.

    It is not told when the file is erased here.
    """
    way = way_of(fields)
    name = fields.get("from_name" if way is Way.ARRIVED else "to_name")
    is_theirs = way is Way.TEAM and state is not State.WRITTEN
    is_between = (is_theirs or way is Way.ARRIVED) and not state.is_over
    return (name if isinstance(name, str) and name else "Another team") if is_between else ""
