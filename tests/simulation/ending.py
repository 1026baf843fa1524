"""How a world ends: faults have stopped, leads decide, everybody exchanges, all is looked at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.simulation.attaching import check_contents, fetch_all
from tests.simulation.between import check_between, let_in, send_for_those_who_left
from tests.simulation.central import Central
from tests.simulation.checks import check_all, check_kept, check_left, until_quiet
from tests.simulation.governing import admit_all, decide_on_held, erase_lost
from tests.simulation.losing import Losing
from tests.simulation.moved import check_moved
from tests.simulation.pc import PC
from tests.simulation.team import Team
from tests.simulation.ward import Ward, check_ward, settle
from tests.simulation.world import DAY_MS, World

GRACE_MS = 31 * DAY_MS
"""After so long every erasure that was not taken back has come to its day."""
_DECIDE = (erase_lost, decide_on_held, send_for_those_who_left, let_in)
_GONE = "select id from device where removed_ms is not null"


@dataclass
class Ending:
    """The end of one world, of its teams and of the spaces that some of them have `apart`."""

    world: World
    central: Central
    losing: Losing
    teams: list[Team]
    apart: list[Team]
    wards: list[Ward]

    def run(self, exchange: Callable[[PC], str], *, is_attaching: bool) -> int:
        """Come to rest, and look; after how many rounds it was quiet, all in all."""
        spaces = [*self.teams, *self.apart]
        for team in spaces:
            self._mend(team, exchange)
        self.losing.mend_between(self.teams)
        left = [(pc, team) for team in spaces for pc in self._removed(team)]
        rounds = self._come_to_rest(spaces, left, is_attaching=is_attaching)
        for team in spaces:
            members = [pc for pc in team.pcs if (pc, team) not in left]
            check_all(team, members, self.central)
            if not self.losing.has_lost:
                check_kept(team, members)
            if is_attaching:
                check_contents(team, members, [*(pc for pc, _ in left), *team.lost])
        for ward in self.wards:
            check_ward(ward, self.teams[0])
        check_between(self.teams, [pc for pc, _ in left])
        for apart in self.apart:
            check_moved(self.teams[0], apart, [pc for pc, _ in left])
        for pc, team in left:
            check_left(pc, team)
            self.world.count("removed")
        return rounds

    def _come_to_rest(
        self, spaces: list[Team], left: list[tuple[PC, Team]], *, is_attaching: bool
    ) -> int:
        staying = [pc for team in self.teams for pc in team.pcs if not _has_left_all(pc, left)]
        removed = [pc for pc, _ in left]
        rounds = until_quiet(staying, removed)
        for decide in _DECIDE:
            if any([decide(team) for team in spaces]):
                rounds += until_quiet(staying, removed)
        self.world.now_ms += GRACE_MS
        rounds += until_quiet(staying, removed)
        for ward in self.wards:
            settle(ward, staying)
            rounds += until_quiet(staying, removed)
        if is_attaching:
            fetch_all(self.world, staying)
            rounds += until_quiet(staying, removed)
        return rounds

    def _mend(self, team: Team, exchange: Callable[[PC], str]) -> None:
        others = [each for each in self.teams if each is not team] if team in self.teams else []
        self.losing.mend(team, others)
        for pc in team.pcs:
            self.world.say("calm", pc.name, exchange(pc))
        admit_all(team, team.lead)

    def _removed(self, team: Team) -> list[PC]:
        """Who was sent away, as the first reads it once nothing is in the way."""
        left: list[PC] = []
        gone: set[bytes] = set()
        for pc in team.pcs:
            told = pc.sync()
            self.world.say("calm", pc.name, told if isinstance(told, str) else "")
            if pc is team.lead:
                gone = {id for (id,) in pc.rows(_GONE)}
            device = pc.device_in(team.space)
            if device is None or device in gone:
                left.append(pc)
        return left


def _has_left_all(pc: PC, left: list[tuple[PC, Team]]) -> bool:
    """Whether no space is left for it to exchange with."""
    gone = {team.space for each, team in left if each is pc}
    return gone >= set(pc.devices)
