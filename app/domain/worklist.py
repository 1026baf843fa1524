"""Today: what needs someone, in the order in which it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.contact_safety import Safety
from app.domain.first_contact import Countdown
from app.domain.parcels import Carrier
from app.domain.people import PersonRow
from app.domain.referral import State

DANGER_HOURS = 48


class Reason(StrEnum):
    """Why a row is on Today, in the order in which rows stand."""

    DANGER = "danger"
    UNSAFE_HOME = "unsafe_home"
    DUTY = "duty"
    WARD_DOOR = "ward_door"
    KEPT_APART = "kept_apart"
    FIRST_CONTACT = "first_contact"
    ANSWER = "answer"
    TAKEN_BACK = "taken_back"
    NOT_REACHED = "not_reached"
    OFFERED = "offered"
    DECLINED = "declined"
    STUCK = "stuck"
    UNHEARD = "unheard"
    UNANSWERED = "unanswered"
    NEWS = "news"
    REFERRAL = "referral"
    ASK_AGAIN = "ask_again"
    KEEP_SAFE = "keep_safe"
    GLASS = "glass"
    KEPT_OUT = "kept_out"
    HERE_AGAIN = "here_again"
    LEFT_BEHIND = "left_behind"
    CLASH = "clash"
    DRAFT = "draft"
    ONLY_HERE = "only_here"


@dataclass(frozen=True, slots=True)
class Opened:
    """A sensitive file opened with a reason: by whom, until when (ms since 1970), and why.

    `to_be_asked` says that a lead wants to ask about it first.
    """

    who: str
    until_ms: int
    reason: str
    to_be_asked: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """A referral that another team received and did not answer: since when, and who was rung.

    `is_ended` says that the link with that team was ended, so that no answer comes by itself.
    """

    received: datetime
    rung: datetime | None = None
    spoke_with: str = ""
    is_ended: bool = False


@dataclass(frozen=True, slots=True)
class Referred:
    """What a row says of a referral: the team on the other side, where it is, who has it here.

    `because` is the code of why it was declined, `outcome` of what came of it, `why` of why it
    does not go on. `clock` is None where none runs; `tries` counts those made so far. `safety` is
    how they may be reached, `phone` the other team's number, `carrier` the PC that it waits on,
    `is_urgent` that they need someone today, `waiting` since when an answer is missing.
    """

    name: str
    state: State
    worker: str = ""
    offered_to: str = ""
    because: str = ""
    outcome: str = ""
    why: str = ""
    clock: Countdown | None = None
    tries: int = 0
    reason: str = ""
    feedback: tuple[str, ...] = ()
    safety: Safety | None = None
    phone: str = ""
    carrier: Carrier | None = None
    is_urgent: bool = False
    waiting: Waiting | None = None


CLOCKED = frozenset({Reason.FIRST_CONTACT, Reason.ANSWER})
"""Reasons whose rows stand by their time."""


@dataclass(frozen=True, slots=True)
class Due:
    """One row of Today.

    `person` is None for a draft of nobody yet, and for what came and counts for nothing. `record`
    is what the row is about: a record's id, or a draft's. `since_ms` is when it began; `day`
    (YYYY-MM-DD) the day to ask again; `count` how many fields clash, records are only here, or
    things are kept apart; `site` the code of where it was. `opened` is
    the broken glass that a row for a lead is about; `form` is that of a draft, and `note` for what
    came from a ward PC and is no identification. `who` is the ward PC it came from, or whom a lead
    is told of: kept out of a file, or `on_both` sides of a link; `referred` what a row about a
    referral says. `by` is when a report is due and `latest` when by law at
    the latest. `safety` is whether contact is safe now, None where nothing is on file.
    """

    reason: Reason
    person: PersonRow | None
    record: bytes
    since_ms: int
    day: str = ""
    count: int = 0
    site: str = ""
    fields: tuple[str, ...] = ()
    opened: Opened | None = None
    form: str = ""
    referred: Referred | None = None
    who: str = ""
    on_both: str = ""
    by: datetime | None = None
    latest: datetime | None = None
    safety: Safety | None = None
