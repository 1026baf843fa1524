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
    """Something that came and counts for nothing, with the code for why; `name` may be empty.

    `may_look` says that it is a page of a ward PC, which a lead may read before she decides;
    `may_refuse` that nothing more of that PC need count; `wants_reason` that nobody vouches for it.
    """

    id: bytes
    sender: bytes
    name: str
    why: str
    came_ms: int
    is_proven: bool
    may_look: bool = False
    may_refuse: bool = False
    wants_reason: bool = False


@dataclass(frozen=True, slots=True)
class RefusedFacts:
    """A ward PC of which nothing counts: its name, how many of it are kept apart, who refused it,
    since when and why. `one` is one of those kept apart.
    """

    name: str
    count: int
    by: str
    since_ms: int
    why: str
    one: ApartFacts


@dataclass(frozen=True, slots=True)
class OthersFacts:
    """All of it, of one space."""

    teams: tuple[OtherTeamFacts, ...] = ()
    under_way: tuple[IntroductionFacts, ...] = ()
    apart: tuple[ApartFacts, ...] = ()
    refused: tuple[RefusedFacts, ...] = ()
