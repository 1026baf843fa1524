"""What leads do: new keys, parts, sending away, erasing, and letting entries count."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.domain.people import reference
from app.ports.erasing import Target
from app.ports.exchange import SpaceStore
from storage.spaces.store import VaultSpace
from sync.admitting import admit, words_of
from sync.asking import Means
from sync.erasing import erase, keep
from sync.holding import decide, held
from sync.policy import Wanted, set_policy
from sync.recovering import membership_of
from sync.removing import remove, rotate
from sync.roles import set_role
from sync.steps import Conversation
from tests.simulation.pc import PC
from tests.simulation.team import Team

Carried = Callable[[SpaceStore, Means], Conversation[Any]]
Exchange = Callable[[PC], str]
ACTS = ("rotate", "erase", "erase", "role", "remove", "admit", "grace", "keep")
LIKELY_DISCARDED = 0.3
_SUBJECTS = "select distinct subject from record where space = ? order by 1"
_GONE = "select id from device where removed_ms is not null"
_LOST = "exchange.erasure_lost"


def govern(team: Team, exchange: Exchange) -> str:
    """Somebody who leads makes a new key or has a file erased; the first gives another a part,
    or sends one away.
    """
    lead = team.lead
    chance = lead.world.chance
    others = [pc for pc in team.pcs[1:] if pc.in_space and pc.owner != lead.owner]
    act = chance.choice(ACTS)
    if act in BY_ANY:
        someone = chance.choice([lead, lead, *others])  # who may have become a lead
        exchange(someone)  # as the commands do
        return f"{act} {someone.name} {BY_ANY[act](team, someone)}"
    if not others:
        return f"{act} nobody"
    chosen = chance.choice(others)
    device = chosen.tried(lambda: chosen.device_in(team.space))
    if not isinstance(device, bytes):
        return f"{act} {device or 'has left'}"
    if act == "remove":
        done = stated(team, lead, lambda store, means: remove(store, device, means))
    else:
        role = chance.choice(("lead", "member", "champion"))
        done = stated(team, lead, lambda store, means: set_role(store, device, role, means))
    return f"{act} {chosen.name} {done}"


def admit_all(team: Team, lead: PC) -> object:
    """Let in for good who joined at a distance, by the six words that her own PC shows."""
    known = lead.tried(lambda: membership_of(_space(lead, team).load()))
    if isinstance(known, str):
        return known
    for pc in team.pcs:
        device = known.present.get(pc.devices.get(team.space, b""))
        if device is None or device.is_admitted:
            continue
        words = pc.tried(lambda pc=pc, d=device.id: " ".join(words_of(_space(pc, team), d)))
        done = stated(
            team, lead, lambda store, means, to=device.id, w=words: admit(store, to, w, means)
        )
        lead.world.say("admit", pc.name, done)
        if done is True:
            lead.world.count("admitted")
    return ""


def decide_on_held(team: Team) -> bool:
    """Decide on what arrived from PCs that were sent away meanwhile; whether there was some.

    In some worlds what they handed in is to count, in others it never will.
    """
    lead = team.lead
    waiting = [each for each in held(_space(lead, team)) if each.device is not None]
    gone = (
        {id for (id,) in lead.rows(_GONE)} if lead.world.chance.random() < LIKELY_DISCARDED else {}
    )
    refused = [each for each in waiting if each.device in gone]
    team.discarded |= {each.device for each in refused if each.device is not None}
    _decide(team, [each.position for each in waiting if each not in refused], adopt=True)
    _decide(team, [each.position for each in refused], adopt=False)
    return bool(waiting)


def erase_lost(team: Team) -> bool:
    """Let the lead erase anew what a colleague's PC alone knows to be erased; whether there was."""
    lead, lost = team.lead, set[str]()
    for pc in team.pcs:
        told = pc.sync()
        problems = [] if isinstance(told, str) else told.problems
        lost |= {str(each.facts["reference"]) for each in problems if each.code == _LOST}
    known = {
        reference(subject): subject for (subject,) in lead.rows(_SUBJECTS, lead.nr(team.space))
    }
    for each in sorted(lost):
        if each not in known:
            continue  # of another space of that PC
        target = Target(known[each])
        done = stated(
            team, lead, lambda store, means, t=target: erase(store, t, "Asked for", means)
        )
        lead.world.say("erase anew", each, done)
        lead.world.count("erased anew")
    return bool(lost)


def _set_grace(team: Team, lead: PC) -> object:
    """From now on an erasure waits so many days, in which another lead can take it back."""
    wanted = Wanted(erase_grace=lead.world.chance.choice((0, 2, 30)))
    return stated(team, lead, lambda store, means: set_policy(store, wanted, means))


def _keep(team: Team, lead: PC) -> object:
    """Take back the newest erasure that is known here."""
    known = lead.tried(lambda: membership_of(_space(lead, team).load()).erasures)
    if isinstance(known, str) or not known:
        return known or "nothing"
    newest = max(known.values(), key=lambda each: each.position)
    done = stated(team, lead, lambda store, means: keep(store, newest.hash, means))
    if done is True:
        team.kept.add(newest.hash)
        lead.world.count("kept")
    return done


def _rotate(team: Team, lead: PC) -> object:
    return stated(team, lead, rotate)


def _space(pc: PC, team: Team) -> VaultSpace:
    """The team's space as it is kept there; raises NotFound once the PC has left it."""
    return pc.spaces.space(team.space)


def _decide(team: Team, positions: list[int], *, adopt: bool) -> None:
    lead = team.lead
    if positions:
        what = "adopted" if adopt else "discarded"
        lead.world.count(what)
        done = stated(team, lead, lambda store, means: decide(store, positions, means, adopt=adopt))
        lead.world.say(what, len(positions), done)


def stated(team: Team, lead: PC, carried: Carried) -> object:
    """What came of a statement about the team's space, during which the PC may be killed."""
    if lead.world.has(0.2):
        lead.disk.kill_in = lead.world.chance.randint(1, 16)
    done = lead.tried(lambda: lead.lane.about(carried, space=team.space).result())
    if not isinstance(done, str):
        lead.world.count("stated")
    return done


def _erase(team: Team, lead: PC) -> object:
    found = lead.tried(lambda: lead.rows(_SUBJECTS, lead.nr(team.space)))
    if isinstance(found, str) or not found:
        return found or "nothing"
    (subject,) = lead.world.chance.choice(found)
    target = Target(subject)
    done = stated(team, lead, lambda store, means: erase(store, target, "Asked for", means))
    if done is True:
        lead.world.count("erased")
    return f"{subject.hex()[:16]} {done}"


BY_ANY: dict[str, Callable[[Team, PC], object]] = {
    "rotate": _rotate,
    "erase": _erase,
    "grace": _set_grace,
    "keep": _keep,
    "admit": admit_all,
}
"""What any lead may do."""
