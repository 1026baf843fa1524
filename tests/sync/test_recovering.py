"""A recovery set: told as unsure where its answer is lost, and good to make a lead."""

from __future__ import annotations

import pytest

from app.errors import Refused, Unreachable
from app.wiring.vaults.recovery import keys_of, make_set
from sync import recovering, removing
from sync.protocol.membership import Membership
from sync.recovering import membership_of
from tests.sync.exchange.offices import PC


def in_force(pc: PC) -> object:
    known = known_to(pc).recovery
    return known and known.keys


def known_to(pc: PC) -> Membership:
    return membership_of(pc.spaces.space(pc.spaces.spaces()[0]).load())


def become_lead(pc: PC, shares: tuple[str, ...]) -> bool:
    keys = keys_of(shares)
    return pc.lane.about(lambda store, means: recovering.recover(store, keys, means)).result()


@pytest.mark.parametrize("heard", [0, 1])
def test_a_set_whose_answer_is_lost_may_hold_and_is_known_when_asked_again(
    team: tuple[PC, PC], heard: int
) -> None:
    lead, _ = team
    made = make_set()
    told: list[str] = []

    def cut(asked: str) -> None:
        told.append(asked)
        if "statement" in told and len(told) > told.index("statement") + heard:
            raise Unreachable("exchange.cut_off")

    lead.wire.after = cut
    with pytest.raises(Refused, match=r"space\.recovery_unsure"):
        lead.lane.set_recovery(made.set).result()

    lead.wire.after = None
    told.clear()
    lead.wire.before = told.append
    lead.lane.set_recovery(made.set).result()
    assert "statement" not in told
    assert in_force(lead) == made.set.keys


def test_a_set_that_never_reached_the_service_is_not_told_as_unsure(team: tuple[PC, PC]) -> None:
    lead, _ = team
    lead.wire.office.is_up = False

    with pytest.raises(Unreachable):
        lead.lane.set_recovery(make_set().set).result()
    lead.wire.office.is_up = True
    assert in_force(lead) is None


def test_two_shares_make_a_lead_where_none_is_left(team: tuple[PC, PC]) -> None:
    lead, other = team
    made, older = make_set(), make_set()
    lead.lane.set_recovery(older.set).result()
    lead.lane.set_recovery(made.set).result()
    other.sync()

    with pytest.raises(Refused, match=r"space\.other_set"):
        become_lead(other, older.shares[:2])
    assert become_lead(other, made.shares[1:])
    assert not become_lead(other, made.shares[:2])

    assert other.device in known_to(other).leads
    lead.sync()
    assert other.device in known_to(lead).leads
    assert other.lane.about(
        lambda store, means: removing.remove(store, lead.device, means)
    ).result()


def test_a_team_without_a_set_gets_no_lead_by_shares(team: tuple[PC, PC]) -> None:
    _, other = team

    with pytest.raises(Refused, match=r"space\.no_set"):
        become_lead(other, make_set().shares[:2])
