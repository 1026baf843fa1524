"""A statement is its signer's, who belongs at that position; leads alone speak for the team."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sync.protocol.invitations import Code
from sync.protocol.statements import Discard, Statement
from tests.sync.protocol.team import NOW, Team, make_team, refused


@pytest.fixture
def team() -> Team:
    return make_team()


def said(team: Team, by: bytes) -> Statement:
    return Discard(team.membership.newest, by, (1,), NOW)


def test_neither_a_stranger_nor_a_borrowed_name_states_anything(team: Team) -> None:
    linnet, stranger = team.add(), team.pc()

    assert refused(team, said(team, stranger.id), stranger) == "sync.no_standing"
    assert refused(team, said(team, team.lead.id), linnet) == "sync.wrong_signature"
    assert refused(team, said(team, linnet.id), linnet) == "sync.not_a_lead"


def test_a_device_states_nothing_once_it_is_removed(team: Team) -> None:
    second = team.add(role="lead")
    team.state(team.remove(second))

    assert refused(team, said(team, second.id), second) == "sync.no_standing"


def test_a_ward_pc_states_nothing_but_that_it_joined(team: Team) -> None:
    door = team.add(role="writer")

    assert refused(team, said(team, door.id), door) == "sync.no_standing"
    invite = replace(team.invite(Code(bytes(16)), role="writer", by=door), author=door.author)
    assert refused(team, invite, door) == "sync.no_standing"
