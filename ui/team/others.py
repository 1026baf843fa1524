"""The other teams that a space is introduced to, as the panel is told of them; times in ms."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OtherTeamFacts:
    """A team under what it is kept; how many parcels wait here or were sent and not received.

    `oldest_ms` is since when the oldest of these waits, None without any. `kind` is the code of
    what it is, empty where no lead said it; `has_versions` says that two said different things.
    """

    id: bytes
    name: str
    phone: str
    is_closed: bool = False
    waiting: int = 0
    unanswered: int = 0
    oldest_ms: int | None = None
    kind: str = ""
    has_versions: bool = False


@dataclass(frozen=True, slots=True)
class IntroductionFacts:
    """One under way, by its code's secret; one that is answered has somebody to compare with."""

    secret: bytes
    name: str
    phone: str
    until_ms: int
    is_answered: bool


@dataclass(frozen=True, slots=True)
class ApartFacts:
    """Something that came and counts for nothing, with the code for why; `name` may be empty."""

    id: bytes
    sender: bytes
    name: str
    why: str
    came_ms: int
    is_proven: bool


@dataclass(frozen=True, slots=True)
class OthersFacts:
    """All of it, of one space."""

    teams: tuple[OtherTeamFacts, ...] = ()
    under_way: tuple[IntroductionFacts, ...] = ()
    apart: tuple[ApartFacts, ...] = ()
