"""What a team that is introduced to ours is: a lead says it, and agreement to refer goes by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.parcels import Team
from app.domain.team_settings import SETTINGS, TEAM
from app.forms.team_kinds import TeamKind, team_kind
from app.ports import Reading

_KIND = "team_kind"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of teams, by our space and their id in hex.

    One is missing where no lead has said it, where two said different things, and where a newer
    program said what this one does not know.
    """

    kinds: Mapping[tuple[bytes | None, str], TeamKind]
    in_clash: frozenset[tuple[bytes | None, str]] = frozenset()

    def of(self, team: Team) -> TeamKind | None:
        """What a team is, None where that is not known."""
        return self.kinds.get((team.own, team.id.hex()))

    def has_versions(self, team: Team) -> bool:
        """Whether two leads said different things of a team."""
        return (team.own, team.id.hex()) in self.in_clash

    def recipient(self, team: Team) -> str:
        """The recipient under which agreement to tell a team is asked; empty where not known."""
        kind = self.of(team)
        return "" if kind is None else kind.recipient

    def in_order(
        self, teams: Iterable[Team], *, place: str, who_refer: frozenset[bytes]
    ) -> tuple[Team, ...]:
        """The teams, those first that somebody seen in such a kind of place is referred to.

        Of one whose kind is not known only that it refers to ours speaks against it.
        """

        def turn(team: Team) -> int:
            kind = self.of(team)
            if kind is None:
                return 4 if team.id in who_refer else 2
            if not kind.has_advocates:
                return 3
            return 0 if place in kind.first_from else 1

        return tuple(sorted(teams, key=turn))

    def may_be_first(self, team: Team, who_refer: frozenset[bytes]) -> bool:
        """Whether a referral may begin at a team before anybody has chosen."""
        kind = self.of(team)
        return kind.has_advocates if kind is not None else team.id not in who_refer


def known_kinds(reading: Reading) -> Known:
    """What leads have said of the teams that are introduced to theirs."""
    found, in_clash = {}, set()
    for each in reading.of_file(SETTINGS, TEAM):
        named, kind = str(each.fields.get("team")), team_kind(str(each.fields.get(_KIND)))
        if _KIND in each.clashes:
            in_clash.add((each.space, named))
        elif kind is not None:
            found[each.space, named] = kind
    return Known(found, frozenset(in_clash))
