"""Leads alone say which other teams theirs is known to, and end it."""

from __future__ import annotations

import pytest

from sync.protocol.epochs import Place
from sync.protocol.kinds.introducing import KeptTeam, open_team, seal_team
from sync.protocol.statements import Introduce, Part
from tests.sync.protocol.team import NOW, Pc, Team, make_team, refused

OTHER, SERVICE = b"o" * 32, b"k" * 32


@pytest.fixture
def team() -> Team:
    return make_team()


def introducing(
    team: Team, name: str = "Ashgate", *, by: Pc | None = None, other: bytes = OTHER, epoch: int = 1
) -> Introduce:
    place = Place(team.space, 1)
    what = seal_team(team.content_key, KeptTeam(name, ""), place=place, random32=team.bytes(32))
    known = team.membership.newest
    return Introduce(known, (by or team.lead).id, other, SERVICE, epoch, what, NOW)


def parting(team: Team, *, by: Pc | None = None, other: bytes = OTHER) -> Part:
    return Part(team.membership.newest, (by or team.lead).id, other, NOW)


def test_a_team_is_known_under_what_the_last_introduction_keeps_it(team: Team) -> None:
    team.state(introducing(team))
    team.state(introducing(team, "The surgery"))

    made = team.membership.introduced[OTHER]
    kept = open_team(team.content_key, made.what, place=made.place)
    assert (kept.name, made.service, made.is_closed) == ("The surgery", SERVICE, False)

    team.state(parting(team))
    assert team.membership.introduced[OTHER].is_closed
    team.state(introducing(team))
    assert not team.membership.introduced[OTHER].is_closed


def test_nobody_but_a_lead_introduces_or_ends(team: Team) -> None:
    linnet = team.add()
    assert refused(team, introducing(team, by=linnet), linnet) == "sync.not_a_lead"
    team.state(introducing(team))

    assert refused(team, parting(team, by=linnet), linnet) == "sync.not_a_lead"


def test_what_makes_no_sense_is_not_taken(team: Team) -> None:
    assert refused(team, introducing(team, other=team.space)) == "sync.introduces_itself"
    assert refused(team, introducing(team, epoch=2)) == "sync.unknown_epoch"
    assert refused(team, parting(team)) == "sync.not_introduced"
