"""A practice in figures: enquiries and referrals month by month, beside its training. No names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

TRAINING, TALLY = "training", "enquiry_count"
OF_NOBODY = frozenset({TRAINING, TALLY})
"""Kinds that stand in nobody's file: each is a file of its own, without a person."""
TRAINED_FROM = 75
"""From this percentage of the staff on, a practice counts as trained."""
_YEAR_DAYS = 365
_FEW = 5


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of a day at a place, by this PC's person; who disclosed was asked as well."""

    asked: int = 0
    not_safe: int = 0
    disclosed: int = 0


@dataclass(frozen=True, slots=True)
class Session:
    """A training session: its code, how many came out of how many it is for, confidence 0 to 10."""

    id: bytes
    held_on: date
    session: str
    site: str
    people: int
    of_staff: int | None = None
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those whom a kind of session is for have come to it so far."""

    session: str
    people: int
    of_staff: int | None

    @property
    def percent(self) -> int | None:
        """The share, rounded down so that nobody counts as trained too early."""
        return None if not self.of_staff else min(100, self.people * 100 // self.of_staff)

    @property
    def is_trained(self) -> bool:
        """Whether it is enough."""
        return self.percent is not None and self.percent >= TRAINED_FROM

    @property
    def missing(self) -> int:
        """How many more would make it enough."""
        needed = -(-(self.of_staff or 0) * TRAINED_FROM // 100)
        return max(0, needed - self.people)


@dataclass(frozen=True, slots=True)
class Month:
    """One month: what was counted in clinics, what was recorded, and who was trained."""

    first: date
    asked: int = 0
    not_safe: int = 0
    disclosed: int = 0
    recorded: int = 0
    identified: int = 0
    accepted: int = 0
    sessions: tuple[Session, ...] = ()


@dataclass(frozen=True, slots=True)
class Practice:
    """The last twelve months, oldest first, and what stands now.

    `came_of` counts what came of abuse that was identified, by the answer about a referral; `taken`
    how many accepted referrals somebody took, `waiting` how many nobody has. `open_online` counts
    records of abuse that nobody has said are hidden from online access. `places` are the codes that
    anything here speaks of, the one most met first.
    """

    months: tuple[Month, ...]
    sessions: tuple[Session, ...]
    shares: tuple[Share, ...]
    came_of: Mapping[str, int]
    taken: int
    waiting: int
    open_online: int
    places: tuple[str, ...] = ()


class Raise(StrEnum):
    """What to raise at the next meeting, in the order in which it is raised."""

    WAITING = "waiting"
    OPEN_ONLINE = "open_online"
    NEVER_TRAINED = "never_trained"
    BELOW = "below"
    LONG_AGO = "long_ago"
    NOT_SAFE = "not_safe"
    NOT_ASKED = "not_asked"
    NONE_FOUND = "none_found"
    CONFIDENCE = "confidence"
    TRAINED = "trained"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to raise, with its numbers: `session` is the code it is about, if it is one."""

    what: Raise
    count: int = 0
    of: int = 0
    session: str = ""


def few(count: int) -> str:
    """A count as it may be said aloud in a meeting: from 1 to 4 it could be somebody."""
    return f"fewer than {_FEW}" if 0 < count < _FEW else str(count)


def points(practice: Practice, *, today: date) -> tuple[Point, ...]:
    """What to raise at the next meeting."""
    return (*_urgent(practice), *_of_training(practice, today), *_of_asking(practice))


def _urgent(practice: Practice) -> list[Point]:
    found = []
    if practice.waiting:
        found.append(Point(Raise.WAITING, practice.waiting))
    if practice.open_online:
        found.append(Point(Raise.OPEN_ONLINE, practice.open_online))
    return found


def _of_training(practice: Practice, today: date) -> list[Point]:
    if not practice.sessions:
        return [Point(Raise.NEVER_TRAINED)]
    below = [share for share in practice.shares if share.of_staff and not share.is_trained]
    found = [Point(Raise.BELOW, each.missing, each.percent or 0, each.session) for each in below]
    newest = max(session.held_on for session in practice.sessions)
    if (today - newest).days > _YEAR_DAYS:
        found.append(Point(Raise.LONG_AGO, (today - newest).days // 30))
    if practice.shares and all(share.is_trained for share in practice.shares):
        found.append(Point(Raise.TRAINED))
    asked = [s for s in practice.sessions if s.before is not None and s.after is not None]
    if asked:
        last = max(asked, key=lambda session: session.held_on)
        found.append(Point(Raise.CONFIDENCE, last.before or 0, last.after or 0, last.session))
    return found


def _of_asking(practice: Practice) -> list[Point]:
    recent = practice.months[-3:]
    asked, not_safe = (
        sum(getattr(month, name) for month in recent) for name in ("asked", "not_safe")
    )
    recorded = sum(month.recorded for month in recent)
    found = []
    if not_safe and not_safe * 4 >= asked + not_safe:
        found.append(Point(Raise.NOT_SAFE, not_safe, asked + not_safe))
    if not asked and not recorded:
        found.append(Point(Raise.NOT_ASKED))
    elif not sum(month.identified + month.disclosed for month in recent):
        found.append(Point(Raise.NONE_FOUND, asked + recorded))
    return found
