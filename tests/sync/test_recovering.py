"""A recovery set whose answer is lost is told as unsure, and is not made twice."""

from __future__ import annotations

import pytest

from app.errors import Refused, Unreachable
from app.wiring.recovery import make_set
from sync.recovering import membership_of
from tests.sync.exchange.offices import PC


def in_force(pc: PC) -> object:
    known = membership_of(pc.spaces.space(pc.spaces.spaces()[0]).load()).recovery
    return known and known.keys


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
