"""A lead decides on each held entry once, and only on what lies below."""

from __future__ import annotations

import pytest

from sync.protocol.statements import Adopt, Discard
from tests.sync.protocol.team import NOW, Pc, Team, make_team, refused


@pytest.fixture
def team() -> Team:
    return make_team()


def adopt(team: Team, *positions: int, by: Pc | None = None) -> Adopt:
    return Adopt(team.membership.newest, (by or team.lead).id, positions, NOW)


def test_what_a_lead_decided_is_known_by_position(team: Team) -> None:
    team.add()
    team.state(adopt(team, 1, 3))
    team.state(Discard(team.membership.newest, team.lead.id, (2,), NOW))

    assert team.membership.decided == {1: True, 3: True, 2: False}


def test_nothing_is_decided_twice(team: Team) -> None:
    team.add()
    team.state(adopt(team, 2))

    assert refused(team, adopt(team, 1, 2)) == "sync.decided_twice"
    again = Discard(team.membership.newest, team.lead.id, (2,), NOW)
    assert refused(team, again) == "sync.decided_twice"


@pytest.mark.parametrize("positions", [(2, 1), (1, 1), (0,), (4,), (1, 5)])
def test_positions_grow_and_lie_below(team: Team, positions: tuple[int, ...]) -> None:
    team.add()

    assert refused(team, adopt(team, *positions)) == "sync.wrong_positions"


def test_only_a_lead_decides(team: Team) -> None:
    linnet = team.add()

    assert refused(team, adopt(team, 1, by=linnet), linnet) == "sync.not_a_lead"
