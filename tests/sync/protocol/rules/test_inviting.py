"""Who joins at a distance belongs, and holds no key before a lead has admitted her."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sync.protocol.epochs import Place, newcomer_key, seal_text
from sync.protocol.invitations import Code
from sync.protocol.keys import public_of
from sync.protocol.statements import Rewrap
from tests.sync.protocol.team import NOW, Team, make_team, refused


@pytest.fixture
def team() -> Team:
    return make_team()


def test_who_joined_at_a_distance_writes_nothing_before_she_is_admitted(team: Team) -> None:
    far = team.add_from_afar()
    position = team.membership.position + 1
    waiting = team.membership.standing(far.id, position)
    assert waiting is not None
    assert (waiting.is_admitted, waiting.may_write) == (False, False)

    team.state(team.admit(far))

    known = team.membership
    before, after = (known.standing(far.id, at) for at in (position, position + 1))
    assert before is not None and not before.may_write
    assert after is not None and after.may_write
    assert next(known.epoch.wraps_to(far.id)).content_key(far.keys.hpke) == team.content_key


def test_a_rotate_leaves_out_who_was_not_admitted(team: Team) -> None:
    far = team.add_from_afar()
    team.state(team.rotate())
    assert list(team.membership.epoch.wraps_to(far.id)) == []

    team.state(team.admit(far))
    wrapped = next(team.membership.epoch.wraps_to(far.id))
    assert wrapped.content_key(far.keys.hpke) == team.key_of(2)


def test_nobody_is_admitted_twice_or_without_having_joined_at_a_distance(team: Team) -> None:
    far, near = team.add_from_afar(), team.add()
    assert refused(team, team.admit(near)) == "sync.nobody_to_admit"
    assert refused(team, replace(team.admit(far), join=bytes(32))) == "sync.nobody_to_admit"

    team.state(team.admit(far))
    assert refused(team, team.admit(far)) == "sync.nobody_to_admit"


def test_who_waits_may_be_turned_away(team: Team) -> None:
    far = team.add_from_afar()
    team.state(team.remove(far))

    assert refused(team, team.admit(far)) == "sync.nobody_to_admit"


def test_only_a_lead_admits_and_with_the_newest_key(team: Team) -> None:
    far, linnet = team.add_from_afar(), team.add()
    assert refused(team, replace(team.admit(far), by=linnet.id), linnet) == "sync.not_a_lead"

    old = team.admit(far)
    team.state(team.rotate())
    stale = replace(old, previous=team.membership.newest)
    assert refused(team, stale) == "sync.unknown_epoch"


def test_a_lead_is_admitted_with_the_audit_key_and_nobody_else(team: Team) -> None:
    far, lead = team.add_from_afar(), team.add_from_afar(role="lead")

    assert refused(team, team.admit(far, audit=b"x")) == "sync.wrong_wraps"
    assert refused(team, team.admit(lead)) == "sync.wrong_wraps"
    assert team.membership.leads == [team.lead.id]
    team.state(team.admit(lead, audit=b"x"))
    assert team.membership.leads == [team.lead.id, lead.id]


def test_who_waits_states_nothing(team: Team) -> None:
    far = team.add_from_afar(role="lead")

    assert refused(team, team.invite(Code(bytes(16)), by=far), far) == "sync.no_standing"
    said = Rewrap(
        team.membership.newest, team.lead.id, far.id, 1, team.later_wrap(far, 1), None, NOW
    )
    assert refused(team, said) == "sync.no_standing"


def test_the_name_of_a_pc_far_away_opens_with_the_content_key(team: Team) -> None:
    code, pc = Code(bytes(16)), team.pc()
    invite = team.state(replace(team.invite(code), distance=True))
    place, invitation = Place(team.space, 1), public_of(code.invitation)
    key = newcomer_key(team.content_key, place=place, invitation=invitation)
    name = seal_text(key, "Hill Farm PC", place=place, label="pc", random32=bytes(32))
    team.state(replace(team.join(code, pc, invite), pc=name), pc)

    assert key != team.content_key
    assert team.membership.devices[pc.id].pc.open(team.content_key) == "Hill Farm PC"


def test_a_ward_pc_joins_in_the_room_and_its_name_is_sealed_without_the_content_key(
    team: Team,
) -> None:
    code = Code(bytes(16))
    said = team.invite(code, role="writer")
    assert refused(team, replace(said, distance=True)) == "sync.door_at_a_distance"

    invite, door = team.state(said), team.pc()
    place, key = Place(team.space, 1), public_of(code.invitation)
    handed = newcomer_key(team.content_key, place=place, invitation=key)
    name = seal_text(handed, "Fernhollow ward", place=place, label="pc", random32=team.bytes(32))
    team.state(replace(team.join(code, door, invite), pc=name), door)

    assert team.membership.devices[door.id].pc.open(team.content_key) == "Fernhollow ward"
    assert refused(team, team.admit(door)) == "sync.nobody_to_admit"
