"""Introductions under way, as a lead's vault keeps them until both leads have compared words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Other:
    """What the other team told of itself: its space, its service's key, its name and number."""

    space: bytes
    signing: bytes
    title: str
    phone: str


@dataclass(frozen=True, slots=True, repr=False)
class Introducing:
    """One that was begun here, by an offer or by taking another's code.

    `secret` are the bits of the code. `name` and `phone` are what a lead here wants to keep the
    other team under, empty for what it says itself. `is_at_once` says that nobody here waits for
    the words to be compared. `answer` is what was left for an offer of another's.
    """

    secret: bytes
    expires: int
    is_offer: bool
    is_at_once: bool
    name: str = ""
    phone: str = ""
    other: Other | None = None
    answer: bytes = b""


class IntroducingStore(Protocol):
    """Introductions of one space that are under way in this vault."""

    def under_way(self) -> list[Introducing]:
        """All of them, in the order they were begun."""

    def keep(self, introducing: Introducing) -> None:
        """Keep one, in the place of what was kept under the same code."""

    def drop(self, secret: bytes) -> None:
        """Forget one that is done or over."""
