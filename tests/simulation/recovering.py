"""The leads of a team are lost with their PCs, and two shares make another one."""

from __future__ import annotations

from functools import cache, partial
from hashlib import sha256

from sync.going_on import recover_and_go_on
from sync.protocol.recovery import RecoveryKeys, RecoverySet, set_id
from sync.recovering import membership_of, recover, set_recovery
from sync.removing import remove
from tests.simulation.acts import Person
from tests.simulation.governing import stated
from tests.simulation.pc import PC
from tests.simulation.team import Team

LIKELY_LOST = 0.1
LIKELY_SET = 0.4
_SHARES = ("first share", "second share", "third share")


@cache
def keys_of(nr: int) -> RecoveryKeys:
    """The keys that two papers of a set give: sets are numbered."""
    return RecoveryKeys.from_seed(sha256(b"recovery set" + bytes([nr])).digest()[:16])


def set_anew(team: Team, nr: int) -> object:
    """Put a set in force, by who leads."""
    made = RecoverySet.of(keys_of(nr), [f"{share} of {nr}" for share in _SHARES])
    return stated(team, team.lead, lambda store, means: set_recovery(store, made, means))


def recover_by(team: Team, pc: PC, nr: int) -> object:
    """Let two people bring their papers of a set to this PC."""
    done = stated(team, pc, lambda store, means: recover(store, keys_of(nr), means))
    if done is True:
        pc.world.count("recovered")
    return done


class Sets:
    """The recovery sets of a team in one world, and the PCs of its first lead once they are lost.

    Those who are left have to know which set is in force, and be in: nobody could tell them.
    """

    def __init__(self, team: Team) -> None:
        self._team, self._world = team, team.lead.world
        self._newest = 0

    def act(self) -> str:
        """Make a new set, or have somebody recover though a lead may still be there."""
        chance, team = self._world.chance, self._team
        if chance.random() < LIKELY_SET:
            self._newest += 1
            return f"new set {set_anew(team, self._newest)}"
        person = chance.choice(team.people)
        nr = chance.randint(max(1, self._newest - 1), max(1, self._newest))
        done = recover_by(team, person.pc, nr)
        if done is True and team.lost:
            self._lead(person)
        return f"recover {person.pc.name} {nr} {done}"

    def lose_lead(self) -> bool:
        """Lose the PC of the first for good, with its copies; whether somebody is left."""
        team = self._team
        left = [each for each in team.people if each.pc.owner != team.lead.owner]
        in_force = sets_known(team, team.pcs)
        if team.lost or len(in_force) > 1 or not in_force <= self._known():
            return False
        if not any(_is_admitted(team, each.pc) for each in left):
            return False
        team.lost += [each.pc for each in team.people if each not in left]
        for pc in team.lost:
            pc.close()
        team.people[:] = left
        return True

    def end(self) -> None:
        """Somebody who is left becomes the lead, and sends away the PCs that were lost."""
        if not self._team.lost:
            return
        for person in list(self._team.people):
            for nr in range(self._newest, 0, -1):
                done = recover_by(self._team, person.pc, nr)
                if done == "space.recover_lost":
                    done = self._go_on(person.pc, nr)
                self._world.say("recover", person.pc.name, nr, done)
                if isinstance(done, bool):
                    self._lead(person)
                    self._send_away()
                    return
        raise AssertionError("two shares make no lead")

    def _go_on(self, pc: PC, nr: int) -> object:
        """Let everybody give back what there is, and then go on without the rest."""
        for each in self._team.pcs * 2:
            each.sync()
        keys = keys_of(nr)
        gone = stated(self._team, pc, lambda store, means: recover_and_go_on(store, keys, means))
        if isinstance(gone, str):
            return gone
        self._world.count("gone on by shares")
        return True

    def _lead(self, person: Person) -> None:
        self._team.people.remove(person)
        self._team.people.insert(0, person)

    def _known(self) -> set[bytes]:
        return {set_id(keys_of(nr).public) for nr in range(1, self._newest + 1)}

    def _send_away(self) -> None:
        team, lead = self._team, self._team.lead
        lead.sync()
        present = membership_of(lead.spaces.space(team.space).load()).present
        for device in sorted({pc.devices.get(team.space, b"") for pc in team.lost} & set(present)):
            done = stated(team, lead, lambda store, means, d=device: remove(store, d, means))
            self._world.say("remove lost", done)
            self._world.count("lead lost")


def sets_known(team: Team, pcs: list[PC]) -> set[bytes | str]:
    """The sets that these PCs know to be in force, empty for none; why one could not be asked."""
    return {pc.tried(partial(_set_in_force, team, pc)) for pc in pcs}


def _set_in_force(team: Team, pc: PC) -> bytes:
    """The set that this PC knows, empty for none."""
    known = membership_of(pc.spaces.space(team.space).load()).recovery
    return known.set if known is not None else b""


def _is_admitted(team: Team, pc: PC) -> bool:
    """Whether the lead's PC knows this one as one that may read and write, and the log does."""
    present = membership_of(team.lead.spaces.space(team.space).load()).present
    device = present.get(pc.devices.get(team.space, b""))
    if device is None or not device.is_admitted:
        return False
    return team.lead.network.central.lets_in(team.space, device.id)
