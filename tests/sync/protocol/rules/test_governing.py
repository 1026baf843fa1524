"""Roles hold from the position that gives them; a policy is a lead's, within its bounds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sync.protocol.invitations import Code
from sync.protocol.program import ENDS_CODES
from sync.protocol.statements import Policy, Role, Service, SetPolicy, SetRole
from tests.sync.protocol.team import NOW, POLICY, Pc, Team, make_team, refused


@pytest.fixture
def team() -> Team:
    return make_team()


def role(team: Team, pc: Pc, role: Role, *, by: Pc | None = None) -> SetRole:
    return SetRole(team.membership.newest, (by or team.lead).id, pc.id, role, NOW)


def policy(team: Team, **changes: int | bool) -> SetPolicy:
    service = Service(bytes(32), (b"a" * 32, b"b" * 32))
    changed = replace(POLICY, **changes)  # type: ignore[arg-type]
    return SetPolicy(team.membership.newest, team.lead.id, changed, True, service, NOW)


def test_a_role_is_that_of_an_entrys_own_position(team: Team) -> None:
    linnet = team.add()
    team.state(role(team, linnet, "reader"))
    team.state(role(team, linnet, "lead"))
    known = team.membership

    found = [known.standing(linnet.id, at) for at in (4, 5, 6)]
    assert [each and each.role for each in found] == ["member", "reader", "lead"]
    assert known.leads == [team.lead.id, linnet.id]


def test_only_a_lead_gives_roles_to_those_who_belong(team: Team) -> None:
    linnet = team.add()

    assert refused(team, role(team, linnet, "lead", by=linnet), linnet) == "sync.not_a_lead"
    assert refused(team, role(team, team.pc(), "reader")) == "sync.not_there"


def test_the_last_lead_stays_one(team: Team) -> None:
    assert refused(team, role(team, team.lead, "member")) == "sync.last_lead"

    second = team.add(role="lead")
    team.state(role(team, team.lead, "member"))
    assert team.membership.leads == [second.id]


def test_the_open_invitations_of_who_leads_no_more_let_nobody_in(team: Team) -> None:
    team.state(policy(team, least_version=ENDS_CODES))
    second, codes = team.add(role="lead"), [Code.make(team.random.randbytes) for _ in range(3)]
    hers, used, others = (
        team.state(team.invite(code, by=by), by)
        for code, by in zip(codes, (second, second, team.lead), strict=True)
    )
    early = team.pc()
    team.state(team.join(codes[1], early, used), early)

    team.state(role(team, second, "member"))

    late = team.pc()
    assert refused(team, team.join(codes[0], late, hers), late) == "sync.invitation_cancelled"
    team.state(team.join(codes[2], late, others), late)
    assert {early.id, late.id} < set(team.membership.present)


def test_an_invitation_for_another_pc_of_her_own_lasts_as_long_as_its_role_is_hers(
    team: Team,
) -> None:
    team.state(policy(team, least_version=ENDS_CODES))
    second, codes = team.add(role="lead"), [Code.make(team.random.randbytes) for _ in range(2)]
    author = team.membership.devices[second.id].author

    def own(code: Code, given: Role) -> bytes:
        said = team.invite(code, role=given, by=second)
        return team.state(replace(said, author=author), second)

    as_lead = own(codes[0], "lead")
    team.state(role(team, second, "member"))
    as_member = own(codes[1], "member")
    team.state(role(team, second, "member"))

    pc = team.pc(author)
    assert refused(team, team.join(codes[0], pc, as_lead), pc) == "sync.invitation_cancelled"
    team.state(team.join(codes[1], pc, as_member), pc)
    assert team.membership.present[pc.id].role == "member"


def test_an_older_programs_log_in_which_such_a_code_was_cancelled_or_used_stays_valid(
    team: Team,
) -> None:
    second, codes = team.add(role="lead"), [Code.make(team.random.randbytes) for _ in range(3)]
    first, next, last = (team.state(team.invite(code, by=second), second) for code in codes)
    team.state(role(team, second, "member"))
    pc, late = team.pc(), team.pc()

    team.state(team.cancel(first))
    team.state(team.join(codes[1], pc, next), pc)
    team.state(team.rotate())

    assert pc.id in team.membership.recipients
    assert refused(team, team.join(codes[2], late, last), late) == "sync.invitation_cancelled"


def test_such_a_code_can_be_cancelled_once_where_it_lets_nobody_in(team: Team) -> None:
    team.state(policy(team, least_version=ENDS_CODES))
    second, code = team.add(role="lead"), Code.make(team.random.randbytes)
    hers = team.state(team.invite(code, by=second), second)
    team.state(role(team, second, "member"))

    team.state(team.cancel(hers))

    assert refused(team, team.cancel(hers)) == "sync.invitation_cancelled"


def test_a_policy_replaces_the_one_before_and_names_the_service(team: Team) -> None:
    said = policy(team, lease_days=7, erase_grace=30)
    team.state(said)

    known = team.membership
    assert known.policy == Policy(7, 1, 30, True)
    assert (known.service, known.no_team_recovery) == (said.service, True)


@pytest.mark.parametrize(
    "changes", [{"lease_days": 0}, {"lease_days": 367}, {"erase_grace": 31}], ids=str
)
def test_a_policy_out_of_bounds_is_refused(team: Team, changes: dict[str, int]) -> None:
    assert refused(team, policy(team, **changes)) == "sync.policy_bounds"


def test_a_training_space_stays_one_and_a_real_one_too(team: Team) -> None:
    assert refused(team, policy(team, training=False)) == "sync.training_fixed"


def test_only_a_lead_sets_the_policy(team: Team) -> None:
    linnet = team.add()

    assert refused(team, replace(policy(team), by=linnet.id), linnet) == "sync.not_a_lead"


def test_a_ward_pc_stays_one_and_nobody_else_becomes_one(team: Team) -> None:
    door, linnet = team.add(role="writer"), team.add()

    assert refused(team, role(team, door, "member")) == "sync.role_fixed"
    assert refused(team, role(team, linnet, "writer")) == "sync.role_fixed"
