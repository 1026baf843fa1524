"""Removals and what is sent meanwhile, in every order of hearing of them: one digest."""

from __future__ import annotations

from collections.abc import Callable

from app.errors import Unreachable
from sync.holding import decide, held
from sync.removing import remove
from tests.sync.exchange.offices import PC, codes


def removed(lead: PC, other: PC) -> None:
    device = other.spaces.space(other.spaces.spaces()[0]).load().own.device
    assert lead.lane.about(lambda store, means: remove(store, device, means)).result()


def sealed_but_cut_off(pc: PC, text: str) -> bytes:
    """A note that is sealed and whose sending fails."""

    def cut(asked: str) -> None:
        if asked == "append":
            raise Unreachable("exchange.cut_off")

    note = pc.note(text)
    pc.wire.before = cut
    assert codes(pc.sync()) == ["exchange.cut_off"]
    pc.wire.before = None
    return note


def test_2_six_pcs_three_removals_and_what_was_under_way_come_to_one_digest(
    team: tuple[PC, PC], new_pc: Callable[..., PC]
) -> None:
    lead, member = team
    names = ("Tansy Bramblewick", "Sorrel Ashdown", "Hazel Thornbury", "Rowan Fairleigh")
    others = [new_pc(name) for name in names]
    for pc in others:
        pc.join(lead.invite())
        pc.sync()
    early, late, last, stays = others

    # Sealed before the removal, sent by one who had not heard of it: it counts.
    under_way = sealed_but_cut_off(member, "sealed under the first key")
    sent = early.note("sent just before")
    early.sync()
    removed(lead, early)
    assert codes(member.sync()) == []

    # Sent by who was removed, before she had heard of it, and after: it is held.
    unheard = sealed_but_cut_off(late, "sealed before the removal")
    removed(lead, late)
    assert codes(late.sync()) == ["exchange.removed"]

    # Kept offline over two removals, then sent: under the newest key alone.
    offline = stays.note("kept offline")
    removed(lead, last)
    assert codes(stays.sync()) == ["exchange.held"]

    for pc in (member, lead):
        assert codes(pc.sync()) == ["exchange.held"]
    space = lead.spaces.space(lead.spaces.spaces()[0])
    (waiting,) = held(space)
    lead.lane.about(
        lambda store, means: decide(store, [waiting.position], means, adopt=True)
    ).result()
    newcomer = new_pc("Bryony Larkspur")
    newcomer.join(lead.invite())
    for pc in (lead, newcomer, stays, member, lead):
        assert codes(pc.sync()) == []

    there = (lead, member, stays, newcomer)
    assert len({pc.digest() for pc in there}) == 1
    assert all(pc.has(note) for pc in there for note in (under_way, sent, unheard, offline))
    assert codes(late.sync()) == ["exchange.left"]
