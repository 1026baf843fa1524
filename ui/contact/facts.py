"""What the boxes of safe contact are handed: nothing in it tells a number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from app.domain.contact_safety import Rule, Safety
from app.domain.encoding import Value


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """A file, by the words above a box, and what holds for it now.

    `points` are the contact points by id as they may be shown, `tried` how many tries stand in
    the file.
    """

    subject: bytes
    about: str
    safety: Safety
    points: Mapping[bytes, Value]
    heads: Mapping[bytes, Mapping[str, tuple[bytes, ...]]]
    tried: int
    now: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """A number or an address to use now, and whether its rule allowed it."""

    words: str
    is_inside: bool


@dataclass(frozen=True, slots=True)
class Try:
    """What is written down of a try. `still_right` is the point whose rules were confirmed."""

    answers: Mapping[str, Value]
    still_right: bytes | None


@dataclass(frozen=True, slots=True)
class LogCalls:
    """What the box for a try asks for; each gives a Future."""

    reveal: Callable[[bytes, str], Future[Shown]]
    save: Callable[[Try], Future[None]]


def usable(safety: Safety) -> tuple[Rule, ...]:
    """The points that have a place, those safe to use now first."""
    placed = [each for each in safety.rules if each.place]
    return tuple(sorted(placed, key=lambda rule: not rule.is_usable))
