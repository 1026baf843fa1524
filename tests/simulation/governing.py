"""What leads do: new keys, parts, sending away, erasing, and letting entries count."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.ports.erasing import Target
from app.ports.exchange import SpaceStore
from sync.asking import Means
from sync.erasing import erase
from sync.holding import decide, held
from sync.removing import remove, rotate
from sync.roles import set_role
from sync.steps import Conversation
from tests.simulation.pc import PC
from tests.simulation.team import Team

Carried = Callable[[SpaceStore, Means], Conversation[Any]]
Exchange = Callable[[PC], str]


def govern(team: Team, exchange: Exchange) -> str:
    """Somebody who leads makes a new key or has a file erased; the first gives another a part,
    or sends one away.
    """
    lead = team.lead
    chance = lead.world.chance
    others = [pc for pc in team.pcs[1:] if pc.in_space and pc.owner != lead.owner]
    act = chance.choice(("rotate", "erase", "erase", "role", "remove"))
    someone = chance.choice([lead, lead, *others])  # who may have become a lead
    if act == "rotate":
        return f"rotate {someone.name} {stated(someone, rotate)}"
    if act == "erase":
        return f"erase {someone.name} {_erase(team, someone, exchange)}"
    if not others:
        return f"{act} nobody"
    chosen = chance.choice(others)
    known = chosen.tried(lambda: chosen.rows("select device from membership"))
    if isinstance(known, str) or not known:
        return f"{act} {known or 'has left'}"
    ((device,),) = known
    if act == "remove":
        done = stated(lead, lambda store, means: remove(store, device, means))
    else:
        role = chance.choice(("lead", "member", "champion"))
        done = stated(lead, lambda store, means: set_role(store, device, role, means))
    return f"{act} {chosen.name} {done}"


def adopt(team: Team) -> bool:
    """Let count what arrived from PCs that were sent away meanwhile; whether there was some."""
    lead = team.lead
    space = lead.spaces.space(team.space)
    positions = [each.position for each in held(space) if each.device is not None]
    if positions:
        lead.world.count("adopted")
        done = stated(lead, lambda store, means: decide(store, positions, means, adopt=True))
        lead.world.say("adopt", len(positions), done)
    return bool(positions)


def stated(lead: PC, carried: Carried) -> object:
    """What came of a statement, during which the PC may be killed."""
    if lead.world.has(0.2):
        lead.disk.kill_in = lead.world.chance.randint(1, 16)
    done = lead.tried(lambda: lead.lane.about(carried).result())
    if not isinstance(done, str):
        lead.world.count("stated")
    return done


def _erase(team: Team, lead: PC, exchange: Exchange) -> object:
    found = lead.tried(lambda: lead.rows("select distinct subject from record order by 1"))
    if isinstance(found, str) or not found:
        return found or "nothing"
    (subject,) = lead.world.chance.choice(found)
    exchange(lead)  # as the command does
    done = stated(lead, lambda store, means: erase(store, Target(subject), "Asked for", means))
    # A refusal that is certain says that it was not; else something may have been erased.
    if not (isinstance(done, str) and done.startswith(("erasing.", "space."))):
        team.erasures += 1
    if done is True:
        lead.world.count("erased")
    return f"{subject.hex()[:16]} {done}"
