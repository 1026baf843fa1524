"""An epoch is for those who belong, all of them and nobody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sync.protocol.epochs import Audit, check_of, open_back
from sync.protocol.invitations import Code
from sync.protocol.members import InvitationState
from sync.protocol.recovery import RecoveryKeys, RecoverySet, recipient_of, stated
from sync.protocol.shares import split_seed
from sync.protocol.statements import Rewrap, Role, SetRecovery
from tests.sync.protocol.team import NOW, Pc, Team, make_team, refused


@pytest.fixture
def team() -> Team:
    return make_team()


def opened(team: Team, pc: Pc, epoch: int) -> bytes | None:
    """The content key that a PC is handed for an epoch; None if it is not the epoch's."""
    known = team.membership.epochs[epoch]
    key = next(known.wraps_to(pc.id)).content_key(pc.keys.hpke)
    return key if check_of(key) == known.content.check else None


def test_everyone_who_belongs_is_handed_the_next_key(team: Team) -> None:
    linnet = team.add()
    team.state(team.rotate())

    keys = {opened(team, pc, 2) for pc in (team.lead, linnet)}
    assert keys == {team.key_of(2)}
    known = team.membership.epoch
    assert (known.content.epoch, known.position) == (2, 4)
    back = known.content.back
    assert back is not None
    assert open_back(team.key_of(2), back, place=known.place) == team.content_key
    assert known.content.inbox.public != team.membership.epochs[1].content.inbox.public


def test_leads_alone_are_handed_the_audit_key(team: Team) -> None:
    linnet = team.add()
    team.state(team.rotate())

    known = team.membership.epoch
    audit = next(known.audit_wraps_to(team.lead.id)).audit_keys(team.lead.keys.hpke)
    assert audit.public == known.content.audit.public
    assert list(known.audit_wraps_to(linnet.id)) == []


def test_the_recovery_set_in_force_is_handed_the_next_key(team: Team) -> None:
    seed = bytes(16)
    keys = RecoveryKeys.from_seed(seed)
    epoch = team.membership.epoch
    made = RecoverySet.of(keys, split_seed(seed))
    content = stated(made, team.content_key, place=epoch.place, before=epoch.before)
    team.state(SetRecovery(team.membership.newest, team.lead.id, content, NOW))
    team.state(team.rotate())

    wrapped = next(team.membership.epoch.wraps_to(recipient_of(keys.public)))
    assert wrapped.content_key(keys.hpke) == team.key_of(2)


def test_an_epoch_that_leaves_somebody_out_or_lets_somebody_in_is_refused(team: Team) -> None:
    linnet, stranger = team.add(), team.pc()
    whole = team.rotate()
    wraps = whole.epoch.wraps

    without = {id: each for id, each in wraps.items() if id != linnet.id}
    for wrong in (without, {**wraps, stranger.id: wraps[linnet.id]}):
        said = replace(whole, epoch=replace(whole.epoch, wraps=wrong))
        assert refused(team, said) == "sync.wrong_wraps"
    for audit in ({}, {linnet.id: b"x", team.lead.id: b"x"}):
        changed = Audit(whole.epoch.audit.public, audit)
        said = replace(whole, epoch=replace(whole.epoch, audit=changed))
        assert refused(team, said) == "sync.wrong_wraps"
    cut_off = replace(whole, epoch=replace(whole.epoch, back=None))
    assert refused(team, cut_off) == "sync.wrong_wraps"


def test_epochs_are_counted_without_gaps(team: Team) -> None:
    whole = team.rotate()
    for number in (1, 3):
        said = replace(whole, epoch=replace(whole.epoch, epoch=number))
        assert refused(team, said) == "sync.unknown_epoch"


@pytest.mark.parametrize("role", ["member", "champion", "reader"])
def test_only_a_lead_rotates_and_removes(team: Team, role: Role) -> None:
    other, third = team.add(role=role), team.add()

    assert refused(team, team.rotate(by=other), other) == "sync.not_a_lead"
    assert refused(team, team.remove(third, by=other), other) == "sync.not_a_lead"


def test_4_no_code_made_before_a_rotate_lets_anyone_in(team: Team) -> None:
    code, pc = Code.make(team.bytes), team.pc()
    invite = team.state(team.invite(code))
    team.state(team.rotate())

    assert team.membership.invitations[invite].state is InvitationState.CANCELLED
    assert refused(team, team.join(code, pc, invite), pc) == "sync.invitation_cancelled"


def test_who_is_removed_stands_up_to_there_and_is_handed_no_key(team: Team) -> None:
    linnet, teasel = team.add(), team.add()
    team.state(team.remove(linnet))
    known = team.membership

    assert [known.standing(linnet.id, at) is None for at in (6, 7)] == [False, True]
    assert list(known.epoch.wraps_to(linnet.id)) == []
    assert opened(team, teasel, 2) == team.key_of(2)
    assert refused(team, team.rotate(by=linnet), linnet) == "sync.no_standing"
    assert refused(team, replace(team.rotate(), by=linnet.id)) == "sync.no_standing"


def test_nobody_is_removed_twice_and_no_stranger_at_all(team: Team) -> None:
    linnet = team.add()
    team.state(team.remove(linnet))

    assert refused(team, team.remove(linnet)) == "sync.not_there"
    assert refused(team, team.remove(team.pc())) == "sync.not_there"


def test_several_are_removed_at_once_in_their_order(team: Team) -> None:
    pcs = [team.add(), team.add()]
    whole = team.remove(*pcs)
    ids = whole.devices

    for wrong in ((ids[1], ids[0]), (ids[0], ids[0])):
        assert refused(team, replace(whole, devices=wrong)) == "sync.not_understood"
    team.state(whole)
    assert list(team.membership.present) == [team.lead.id]


def test_the_last_lead_stays_and_nobody_removes_herself(team: Team) -> None:
    second = team.add(role="lead")
    assert refused(team, team.remove(team.lead)) == "sync.removes_itself"

    team.state(team.remove(team.lead, by=second), second)
    assert team.membership.leads == [second.id]


def test_the_lead_who_is_left_is_not_removed_by_one_who_is_none(team: Team) -> None:
    far = team.add_from_afar(role="lead")

    said = replace(team.remove(team.lead), by=far.id)
    assert refused(team, said, far) == "sync.no_standing"


def test_12_a_rotate_with_two_keys_is_noticed_and_put_right_by_any_writer(team: Team) -> None:
    linnet, teasel = team.add(), team.add()
    whole, right = team.rotate(), team.key_of(2)
    wraps = {**whole.epoch.wraps, linnet.id: team.next_epoch().wraps[linnet.id]}
    team.later_keys[2] = right
    team.state(replace(whole, epoch=replace(whole.epoch, wraps=wraps)))
    assert opened(team, linnet, 2) is None

    wrapped = team.later_wrap(linnet, 2)
    said = Rewrap(team.membership.newest, teasel.id, linnet.id, 2, wrapped, None, NOW)
    team.state(said, teasel)

    assert opened(team, linnet, 2) == right
    assert len(list(team.membership.epochs[2].wraps_to(linnet.id))) == 2


def test_a_key_is_handed_again_by_writers_to_those_who_belong(team: Team) -> None:
    linnet, reader = team.add(), team.add(role="reader")

    def rewrap(by: Pc, to: Pc, **other: object) -> Rewrap:
        newest = team.membership.newest
        said = Rewrap(newest, by.id, to.id, 1, team.later_wrap(to, 1), None, NOW)
        return replace(said, **other)  # type: ignore[arg-type]

    assert refused(team, rewrap(reader, linnet), reader) == "sync.no_standing"
    assert refused(team, rewrap(linnet, team.pc()), linnet) == "sync.not_there"
    assert refused(team, rewrap(linnet, reader, epoch=2), linnet) == "sync.unknown_epoch"
    audit = rewrap(linnet, team.lead, audit=b"x")
    assert refused(team, audit, linnet) == "sync.not_a_lead"
    assert refused(team, rewrap(team.lead, linnet, audit=b"x")) == "sync.wrong_wraps"


def test_no_key_is_ever_made_for_a_ward_pc(team: Team) -> None:
    door = team.add(role="writer")
    team.state(team.rotate())
    assert list(team.membership.epoch.wraps_to(door.id)) == []

    next_one = team.rotate()
    wraps = {**next_one.epoch.wraps, door.id: b"x"}
    with_it = replace(next_one, epoch=replace(next_one.epoch, wraps=wraps))
    assert refused(team, with_it) == "sync.wrong_wraps"
    wrap = team.later_wrap(door, 2)
    again = Rewrap(team.membership.newest, team.lead.id, door.id, 2, wrap, None, NOW)
    assert refused(team, again) == "sync.no_standing"


def test_a_ward_pc_that_is_cut_off_has_no_standing_from_there(team: Team) -> None:
    door = team.add(role="writer")
    known = team.membership.standing(door.id, team.membership.position + 1)
    assert known is not None and known.is_door and not known.may_write
    team.state(team.remove(door))

    assert team.membership.standing(door.id, team.membership.position + 1) is None
