"""A PC that was handed a wrong key says so and parks; a colleague hands it the right one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from app.errors import NotFound, Refused
from sync import removing
from sync.protocol.epoch_making import make_next
from sync.protocol.epochs import wrap
from sync.recovering import membership_of
from sync.removing import rotate
from sync.rewrapping import send_key
from tests.sync.exchange.offices import PC, codes


def id_of(pc: PC) -> bytes:
    return pc.spaces.space(pc.spaces.spaces()[0]).load().own.device


def hand(pc: PC, to: PC) -> int:
    device = id_of(to)
    return pc.lane.about(lambda store, means: send_key(store, device, means)).result()


@pytest.fixture
def two_keys(
    team: tuple[PC, PC], new_pc: Callable[..., PC], monkeypatch: pytest.MonkeyPatch
) -> tuple[PC, PC, PC]:
    """A lead who handed one colleague, herself a lead, another key than the rest; a member."""
    evil, member = team
    victim = new_pc("Tansy Bramblewick")
    victim.join(evil.invite(role="lead"))
    for pc in (victim, evil):
        pc.sync()

    def two(key: bytes, older: bytes, **given: Any) -> Any:
        epoch = make_next(key, older, **given)
        device = id_of(victim)
        public = given["recipients"][device]
        wrong = wrap(
            b"w" * 32, public, place=given["place"], recipient=device, before=given["before"]
        )
        return replace(epoch, wraps={**epoch.wraps, device: wrong})

    monkeypatch.setattr(removing, "make_next", two)
    evil.lane.about(rotate).result()
    monkeypatch.undo()
    return evil, member, victim


def test_12_who_was_handed_another_key_says_so_parks_and_writes_nothing_with_it(
    two_keys: tuple[PC, PC, PC],
) -> None:
    evil, member, victim = two_keys
    note = evil.note()
    evil.sync()
    ours = victim.note()

    assert codes(victim.sync()) == ["sync.wrong_epoch_key", "exchange.parked"]
    assert (victim.has(note), victim.state_of(ours)[0]) == (False, "only_here")
    with pytest.raises(Refused, match=r"space\.parked_first"):
        victim.lane.about(rotate).result()

    assert hand(member, victim) == 1
    assert codes(victim.sync()) == []
    assert (victim.has(note), victim.state_of(ours)[0]) == (True, "received")
    for pc in (evil, member):
        assert codes(pc.sync()) == []
        assert pc.has(ours)
    assert evil.digest() == member.digest() == victim.digest()


def test_who_reads_only_hands_no_key_on(team: tuple[PC, PC], new_pc: Callable[..., PC]) -> None:
    lead, member = team
    reader = new_pc("Tansy Bramblewick")
    reader.join(lead.invite(role="reader"))
    reader.sync()

    with pytest.raises(Refused, match=r"space\.may_not_send_key"):
        hand(reader, member)
    with pytest.raises(NotFound, match=r"space\.no_such_device"):
        lead.lane.about(lambda store, means: send_key(store, bytes(16), means)).result()


def test_a_lead_who_came_later_is_handed_the_audit_key_of_every_epoch(
    team: tuple[PC, PC], new_pc: Callable[..., PC]
) -> None:
    lead, _ = team
    lead.lane.about(rotate).result()
    second = new_pc("Tansy Bramblewick")
    second.join(lead.invite(role="lead"))
    second.sync()
    lead.sync()

    assert hand(lead, second) == 2

    second.sync()
    state = second.spaces.space(second.spaces.spaces()[0]).load()
    known = membership_of(state)
    assert all(next(each.audit_wraps_to(id_of(second)), None) for each in known.epochs.values())
