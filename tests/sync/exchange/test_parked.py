"""An entry that waited for its key comes to stand as it does where the key was at hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sync.admitting import admit, words_of
from sync.exchange.talk import Talk
from sync.holding import decide
from sync.protocol.statements import Adopt, Discard
from sync.stating import state
from tests.sync.exchange.forging import Forger, note_change
from tests.sync.exchange.offices import PC, Office
from tests.sync.exchange.places import is_here, place


class Newcomer:
    """A team of a lead and a member, and one who joined at a distance and waits for her key."""

    def __init__(self, new_pc: Callable[..., PC]) -> None:
        self.lead, self.member = new_pc("Wren Pepperday"), new_pc("Linnet Marrowby")
        self.pc = new_pc("Tansy Bramblewick")
        self.lead.found()
        self.member.join(self.lead.invite())
        self.pc.join(self.lead.invite(distance=True))
        for pc in (self.lead, self.member, self.pc):
            pc.sync()

    def is_admitted(self) -> None:
        ((device,),) = self.pc.rows("select device from membership")
        told = " ".join(words_of(self.pc.spaces.space(self.pc.spaces.spaces()[0]), device))
        self.lead.lane.about(lambda store, means: admit(store, device, told, means)).result()
        self.pc.sync()


@pytest.fixture
def newcomer(new_pc: Callable[..., PC]) -> Newcomer:
    return Newcomer(new_pc)


def apart(pc: PC) -> list[tuple[object, ...]]:
    return pc.rows(
        "select position, state, why from log where state not in ('applied', 'statement')"
    )


@pytest.mark.parametrize("adopt", [True, False])
def test_what_a_lead_decided_on_while_it_was_parked_counts_once_it_opens(
    newcomer: Newcomer, office: Office, adopt: bool
) -> None:
    lead, far = newcomer.lead, newcomer.pc
    forger, written = Forger(newcomer.member), place("Larkfield Surgery")
    forger.put(office, *forger.entry([[written]]))
    lead.sync()
    ((position,),) = lead.rows("select position from log where state = 'held'")
    lead.lane.about(lambda store, means: decide(store, [position], means, adopt=adopt)).result()
    far.sync()

    newcomer.is_admitted()

    assert far.digest() == lead.digest()
    assert is_here(far, written) == is_here(lead, written) == adopt
    assert apart(far) == apart(lead)
    assert far.rows("select * from adopted") == lead.rows("select * from adopted")


def test_settings_that_no_lead_wrote_are_held_by_who_opens_them_later_too(
    newcomer: Newcomer, office: Office
) -> None:
    forger, written = Forger(newcomer.member), place("Larkfield Surgery")
    forger.put(office, *forger.entry([[written]]))
    newcomer.lead.sync()
    newcomer.pc.sync()

    newcomer.is_admitted()

    assert apart(newcomer.pc) == apart(newcomer.lead) != []
    assert not is_here(newcomer.pc, written)


@pytest.mark.parametrize("said", [None, Adopt, Discard])
def test_what_nobody_can_open_waits_for_no_key_for_ever(
    newcomer: Newcomer, office: Office, said: type[Adopt | Discard] | None
) -> None:
    lead, far = newcomer.lead, newcomer.pc
    forger = Forger(newcomer.member)
    forger.put(office, *forger.entry([[note_change("sealed wrongly")]], content_key=bytes(32)))
    lead.sync()
    if said is not None:
        ((position,),) = lead.rows("select position from log where state = 'held'")

        def make(talk: Talk) -> Adopt | Discard:
            return said(talk.membership.newest, talk.device, (position,), talk.means.now_ms())

        lead.lane.about(lambda store, means: state(store, means, make)).result()
    far.sync()

    newcomer.is_admitted()

    assert apart(far) == apart(lead) != []
    found = far.overview().spaces[0]
    assert (found.parked, found.held) == (0, 0 if said else 1)
