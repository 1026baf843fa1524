"""A service that lost entries for good: PCs cannot give all back, and a lead lets history go on."""

from __future__ import annotations

from functools import partial

from sync.going_on import LOST, go_on
from sync.totals import Totals
from tests.simulation.begun import introduce
from tests.simulation.central import Central
from tests.simulation.pc import PC
from tests.simulation.recovering import sets_known
from tests.simulation.team import Team

_LOST = {*LOST, "exchange.receipt_differs"}
"""At the last the person who is told it tells a lead: only her PC knows what was signed for."""
_ROLLED_BACK = "parcels.team_rolled_back"
_LEAD_SAYS_SO = 0.5
"""How often a lead hears that another team had read more; else they are introduced anew."""
_FORGET = """
    delete from sealed_entry where (space, position) in (
        select space, position from log where state in ('applied', 'discarded')
    ) and instr(entry, cast('yarrow/looks' as blob)) = 0
"""
"""As after 90 days: what was applied is here, its sealed bytes are not. Lines of the access log
stay, as a lead's PC may have taken them in a moment ago and not opened them.
"""


class Losing:
    """When that may happen in one world, and what the lead does about it.

    A copy can be lost to if everybody was in by then: who joined later would have to come anew.
    Where the leads are gone it has to have the recovery set that those who are left know.
    """

    def __init__(self, central: Central) -> None:
        self._central = central
        self._sets: dict[bytes, bytes] = {}
        self.may_lose = self.has_lost = False

    def note_copy(self, teams: list[Team]) -> None:
        """A copy of the service was kept now."""
        self.may_lose = all(pc.in_space for team in teams for pc in team.pcs)
        if self.may_lose:
            self._sets = {team.space: self._central.set_in_force(team.space) for team in teams}

    def lose(self, teams: list[Team]) -> bool:
        """Put the copy in place for good; whether it could be."""
        for team in teams:
            if team.lost and sets_known(team, team.pcs) != {self._sets.get(team.space)}:
                return False  # nobody could say where history goes on
        if not (self.may_lose and self._central.lose()):
            return False
        self.has_lost = True
        for pc in (pc for team in teams for pc in team.pcs):
            if pc.world.chance.random() < 0.8:
                pc.tried(partial(_forget, pc))
        return True

    def mend(self, team: Team, others: list[Team]) -> None:
        """Let everyone give back what there is, and then go on without the rest."""
        if not self.has_lost:
            return
        for _ in range(2):
            told = [pc.sync() for pc in team.pcs]
            found = {code for each in told for code in _codes(each)}
            theirs = {code for each in others for pc in each.pcs for code in _codes(pc.sync())}
            if not found & _LOST and _ROLLED_BACK not in theirs:
                return
        if found & _LOST or team.lead.world.chance.random() < _LEAD_SAYS_SO:
            _go_on(team)

    def mend_between(self, teams: list[Team]) -> None:
        """Introduce two teams anew where one had read of the other what its service lost since."""
        if not self.has_lost or len(teams) < 2:
            return
        pcs = [pc for team in teams for pc in team.pcs]
        told = [pc.sync() for pc in (*pcs, *pcs)][len(pcs) :]
        if any(_ROLLED_BACK in _codes(each) for each in told):
            one, other = (team.lead for team in teams)
            one.world.say("introduced anew", one.tried(lambda: introduce(one, other)) or "")
            one.world.count("introduced anew")


def _go_on(team: Team) -> None:
    lead, world = team.lead, team.lead.world
    gone = lead.tried(
        lambda: lead.lane.about(partial(go_on, for_others=True), space=team.space).result()
    )
    world.say("go on", gone if isinstance(gone, str) else gone.lost)
    if not isinstance(gone, str):
        world.count("gone on")


def _forget(pc: PC) -> None:
    pc.vault.write(lambda session: session.connection.execute(_FORGET)).result()


def _codes(told: Totals | str) -> list[str]:
    return [told] if isinstance(told, str) else [each.code for each in told.problems]
