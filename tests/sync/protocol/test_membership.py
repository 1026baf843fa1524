"""Who belongs: the same answer on every device, and no way in but an invitation."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.errors import Untrusted
from sync.protocol.invitations import Code
from sync.protocol.keys import public_of
from sync.protocol.members import InvitationState
from sync.protocol.membership import Membership
from sync.protocol.recovery import RecoveryKeys, RecoverySet, stated
from sync.protocol.rules.applying import apply
from sync.protocol.shares import split_seed
from sync.protocol.statements import (
    Invite,
    Role,
    SetRecovery,
    parse_statement,
    sign_statement,
)
from tests.sync.protocol.team import NOW, POLICY, Pc, Team, make_team, refused


@pytest.fixture
def team() -> Team:
    return make_team()


def test_the_first_statement_makes_the_space(team: Team) -> None:
    made = team.membership
    lead = made.devices[team.lead.id]

    assert (lead.role, lead.author, lead.added, lead.may_write) == (
        "lead",
        team.lead.author,
        1,
        True,
    )
    assert made.title is not None and made.title.open(team.content_key) == "Willowmere ED"
    assert made.authors[team.lead.author].name.open(team.content_key) == "Wren Pepperday"
    assert lead.pc.open(team.content_key) == "ED desk"
    assert made.policy == POLICY
    assert made.service is not None and made.service.key == public_of(team.service)
    assert made.epoch.content.epoch == 1
    assert (made.epoch.position, made.newest) == (1, team.space)


def test_a_space_has_the_id_of_its_own_first_statement(team: Team) -> None:
    stated = parse_statement(make_team(2).log[0])

    with pytest.raises(Untrusted, match="sync.wrong_space"):
        apply(Membership(team.space), stated, 1)


def test_a_space_begins_at_position_one(team: Team) -> None:
    with pytest.raises(Untrusted, match="sync.wrong_space"):
        apply(Membership(team.space), parse_statement(team.log[0]), 2)


def test_a_space_signed_by_another_key_than_it_names_is_none(team: Team) -> None:
    entry = sign_statement(team.pc().keys.sign, team.create())
    stated = parse_statement(entry)

    with pytest.raises(Untrusted, match="sync.wrong_signature"):
        apply(Membership(stated.hash), stated, 1)


def test_an_invited_person_joins(team: Team) -> None:
    linnet = team.add(role="member")
    device = team.membership.standing(linnet.id, 4)

    assert device is not None
    assert (device.role, device.added, device.may_write) == ("member", 3, True)
    assert device.pc.open(team.content_key) == "Hollin Bank laptop"
    assert team.membership.authors[device.author].name.open(team.content_key) == "Linnet Marrowby"


def test_standing_is_that_of_an_entrys_own_position(team: Team) -> None:
    linnet = team.add()
    membership = team.membership

    assert membership.standing(linnet.id, 3) is None
    assert membership.standing(linnet.id, 4) is not None
    assert membership.standing(bytes(16), 4) is None
    removed = replace(membership.devices[linnet.id], removed=6)
    later = replace(membership, devices={linnet.id: removed})
    assert [later.standing(linnet.id, position) is None for position in (5, 6, 7)] == [
        False,
        False,
        True,
    ]


def test_a_reader_may_not_write(team: Team) -> None:
    reader = team.add(role="reader")

    assert not team.membership.devices[reader.id].may_write


def test_a_statement_that_does_not_follow_the_newest_is_refused(team: Team) -> None:
    stale = team.invite(Code(b"a" * 16))
    team.state(team.invite(Code(b"b" * 16)))

    assert refused(team, stale) == "sync.statement_order"


def test_a_statement_replayed_is_refused(team: Team) -> None:
    team.state(team.invite(Code(b"a" * 16)))
    stated = parse_statement(team.log[-1])

    with pytest.raises(Untrusted, match="sync.statement_order"):
        apply(team.membership, stated, 3)


def test_positions_only_grow(team: Team) -> None:
    stated = parse_statement(sign_statement(team.lead.keys.sign, team.invite(Code(bytes(16)))))

    with pytest.raises(Untrusted, match="sync.statement_order"):
        apply(team.membership, stated, 1)


def test_a_second_create_is_refused(team: Team) -> None:
    again = replace(team.create(), previous=team.membership.newest)

    assert refused(team, again) == "sync.wrong_space"


@pytest.mark.parametrize("role", ["member", "champion", "reader"])
def test_only_a_lead_invites(team: Team, role: str) -> None:
    other = team.add(role=role)  # type: ignore[arg-type]

    assert refused(team, team.invite(Code(bytes(16)), by=other), other) == "sync.not_a_lead"


def test_a_second_lead_invites_too(team: Team) -> None:
    second = team.add(role="lead")
    invite = team.state(team.invite(Code(bytes(16)), by=second), second)

    assert team.membership.invitations[invite].state is InvitationState.OPEN


def test_a_stranger_states_nothing(team: Team) -> None:
    stranger = team.pc()

    assert refused(team, team.invite(Code(bytes(16)), by=stranger), stranger) == "sync.no_standing"


def test_a_statement_in_the_leads_name_by_another_key_is_refused(team: Team) -> None:
    assert refused(team, team.invite(Code(bytes(16))), team.pc()) == "sync.wrong_signature"


def test_an_invitation_lets_one_person_in(team: Team) -> None:
    code, first, second = Code(bytes(16)), team.pc(), team.pc()
    invite = team.state(team.invite(code))
    team.state(team.join(code, first, invite), first)

    assert refused(team, team.join(code, second, invite), second) == "sync.invitation_used"
    assert team.membership.invitations[invite].state is InvitationState.USED


def test_a_cancelled_invitation_lets_no_one_in(team: Team) -> None:
    code, pc = Code(bytes(16)), team.pc()
    invite = team.state(team.invite(code))
    team.state(team.cancel(invite))

    assert refused(team, team.join(code, pc, invite), pc) == "sync.invitation_cancelled"
    assert refused(team, team.cancel(invite)) == "sync.invitation_cancelled"


def test_a_member_ends_the_invitation_of_another_pc_of_her_own_alone(team: Team) -> None:
    member = team.add()
    author = team.membership.devices[member.id].author
    own = replace(team.invite(Code(bytes(16)), by=member), author=author)
    hers, leads = team.state(own, member), team.state(team.invite(Code(b"x" * 16)))

    told = replace(team.cancel(leads), by=member.id)
    assert refused(team, told, member) == "sync.not_a_lead"
    team.state(replace(team.cancel(hers), by=member.id), member)
    assert team.membership.invitations[hers].state is InvitationState.CANCELLED


def test_an_invitation_that_was_never_made_lets_no_one_in(team: Team) -> None:
    pc = team.pc()

    assert refused(team, team.join(Code(bytes(16)), pc, bytes(32)), pc) == "sync.invitation_unknown"
    assert refused(team, team.cancel(bytes(32))) == "sync.invitation_unknown"


def test_who_lacks_the_code_does_not_join(team: Team) -> None:
    invite = team.state(team.invite(Code(bytes(16))))
    pc = team.pc()

    assert refused(team, team.join(Code(b"x" * 16), pc, invite), pc) == "sync.wrong_signature"


def test_a_join_taken_over_for_other_keys_is_refused(team: Team) -> None:
    code, pc, thief = Code(bytes(16)), team.pc(), team.pc()
    invite = team.state(team.invite(code))
    stolen = replace(team.join(code, pc, invite), keys=thief.keys.public)

    assert refused(team, stolen, thief) == "sync.wrong_invitation"


def test_a_join_is_signed_by_the_device_that_joins(team: Team) -> None:
    code, pc = Code(bytes(16)), team.pc()
    invite = team.state(team.invite(code))

    assert refused(team, team.join(code, pc, invite), team.lead) == "sync.wrong_signature"


def test_no_device_joins_twice(team: Team) -> None:
    linnet, code = team.add(), Code(bytes(16))
    invite = team.state(team.invite(code))
    same_id = Pc(linnet.id, team.pc().keys, linnet.author)
    same_key = Pc(team.bytes(16), linnet.keys, linnet.author)

    for pc in (linnet, same_id, same_key):
        assert refused(team, team.join(code, pc, invite), pc) == "sync.device_twice"


def test_one_code_makes_one_invitation(team: Team) -> None:
    code = Code(bytes(16))
    team.state(team.invite(code))

    assert refused(team, team.invite(code)) == "sync.invitation_twice"


def test_an_epoch_nobody_made_is_refused(team: Team) -> None:
    code, pc = Code(bytes(16)), team.pc()
    assert refused(team, replace(team.invite(code), epoch=2)) == "sync.unknown_epoch"
    invite = team.state(team.invite(code))

    assert refused(team, replace(team.join(code, pc, invite), epoch=2), pc) == "sync.unknown_epoch"


def own_invite(team: Team, pc: Pc, role: Role) -> Invite:
    code = Code.make(team.bytes)
    return replace(team.invite(code, role=role, by=pc), author=pc.author)


def test_anyone_lets_in_another_pc_of_her_own_with_her_role() -> None:
    team = make_team()
    linnet = team.add(role="reader")
    author = team.membership.devices[linnet.id].author
    linnet = replace(linnet, author=author)
    code, home = Code.make(team.bytes), team.pc()

    invite = team.state(replace(team.invite(code, role="reader", by=linnet), author=author), linnet)
    team.state(team.join(code, home, invite), home)

    known = team.membership
    assert known.devices[home.id].author == author
    assert (known.devices[home.id].role, len(known.authors)) == ("reader", 2)


@pytest.mark.parametrize("role", ["lead", "member", "champion"])
def test_nobody_but_a_lead_gives_another_role_or_name(role: Role) -> None:
    team = make_team()
    linnet = team.add(role="reader")
    linnet = replace(linnet, author=team.membership.devices[linnet.id].author)

    assert refused(team, own_invite(team, linnet, role), linnet) == "sync.not_a_lead"
    theirs = replace(own_invite(team, linnet, "reader"), author=team.lead.author)
    assert refused(team, theirs, linnet) == "sync.not_a_lead"


def test_a_lead_lets_in_nobody_in_the_name_of_someone_who_is_there() -> None:
    team = make_team()
    linnet = team.add()
    author = team.membership.devices[linnet.id].author

    said = replace(team.invite(Code.make(team.bytes)), author=author)
    assert refused(team, said) == "sync.author_taken"
    waiting = team.invite(Code.make(team.bytes))
    team.state(waiting)
    again = replace(team.invite(Code.make(team.bytes)), author=waiting.author)
    assert refused(team, again) == "sync.author_taken"


def recovery(team: Team, seed: int) -> SetRecovery:
    made = seed.to_bytes(16, "big")
    keys = RecoveryKeys.from_seed(made)
    epoch = team.membership.epoch
    content = stated(
        RecoverySet.of(keys, split_seed(made)),
        team.content_key,
        place=epoch.place,
        before=epoch.before,
    )
    return SetRecovery(team.membership.newest, team.lead.id, content, NOW)


def test_a_new_recovery_set_retires_those_before() -> None:
    team = make_team()
    assert team.membership.recovery is None
    first = recovery(team, 1)
    team.state(first)
    second = recovery(team, 2)
    team.state(second)

    assert team.membership.recovery == second.recovery
    assert team.membership.retired == (first.recovery,)
    assert refused(team, recovery(team, 1)) == "sync.recovery_twice"
    later = replace(recovery(team, 3).recovery, epoch=2)
    assert refused(team, replace(recovery(team, 3), recovery=later)) == "sync.unknown_epoch"


def test_only_a_lead_sets_recovery() -> None:
    team = make_team()
    linnet = team.add()

    said = replace(recovery(team, 1), by=linnet.id)
    assert refused(team, said, linnet) == "sync.not_a_lead"


def test_a_space_is_made_with_a_recovery_set_for_its_first_epoch() -> None:
    team = make_team()
    set = recovery(team, 1).recovery
    entry = sign_statement(team.lead.keys.sign, replace(team.create(), recovery=set))
    made = parse_statement(entry)

    assert apply(Membership(made.hash), made, 1).recovery == set
    wrong = replace(team.create(), recovery=replace(set, epoch=2))
    stated_wrong = parse_statement(sign_statement(team.lead.keys.sign, wrong))
    with pytest.raises(Untrusted, match="sync.unknown_epoch"):
        apply(Membership(stated_wrong.hash), stated_wrong, 1)
