"""A recovery set makes one device lead; a log that lost entries is begun anew by a lead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sync.protocol.recovery import set_id
from sync.protocol.statements import Recover, Restored
from tests.sync.protocol.holders import KEYS, put_in_force
from tests.sync.protocol.team import NOW, Pc, Team, make_team, refused

HOLDERS = Pc(bytes(16), KEYS, bytes(16))  # type: ignore[arg-type]


@pytest.fixture
def team() -> Team:
    return make_team()


def recover(team: Team, pc: Pc) -> Recover:
    return Recover(team.membership.newest, pc.id, set_id(KEYS.public), NOW)


def test_the_set_in_force_makes_a_member_lead(team: Team) -> None:
    linnet = team.add()
    put_in_force(team)
    team.state(recover(team, linnet), HOLDERS)

    known = team.membership
    assert known.leads == [team.lead.id, linnet.id]
    then = known.standing(linnet.id, known.position)
    assert then is not None and then.role == "member"


def test_no_other_key_and_no_retired_set_makes_a_lead(team: Team) -> None:
    linnet = team.add()
    assert refused(team, recover(team, linnet), HOLDERS) == "sync.no_recovery"
    put_in_force(team)
    assert refused(team, recover(team, linnet), linnet) == "sync.wrong_signature"
    stranger = replace(linnet, id=b"x" * 16)
    assert refused(team, recover(team, stranger), HOLDERS) == "sync.no_standing"
    for other in (team.add_from_afar(), team.add(role="writer")):
        assert refused(team, recover(team, other), HOLDERS) == "sync.no_standing"
    put_in_force(team, b"2" * 16)
    assert refused(team, recover(team, linnet), HOLDERS) == "sync.no_recovery"


def test_a_log_is_begun_anew_right_above_what_is_left(team: Team) -> None:
    linnet = team.add()
    said = Restored(team.membership.newest, team.lead.id, 2, 3, bytes(32), NOW)

    assert refused(team, replace(said, by=linnet.id), linnet) == "sync.not_a_lead"
    for wrong in (replace(said, generation=1), replace(said, generation=3)):
        assert refused(team, wrong) == "sync.wrong_generation"
    assert refused(team, replace(said, position=2)) == "sync.wrong_generation"
    team.state(said)
    assert team.membership.generation == 2
