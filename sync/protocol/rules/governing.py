"""The rules of `set_role` and `set_policy`."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from app.errors import Untrusted
from sync.protocol.members import LEAD, WRITER, InvitationState
from sync.protocol.membership import Membership
from sync.protocol.rules.inviting import may_make
from sync.protocol.rules.standing import check_lead, require_other_lead, require_present
from sync.protocol.statements import SetPolicy, SetRole, Stated

LEASE_DAYS = range(1, 367)
ERASE_GRACE_DAYS = range(31)


def set_role(before: Membership, stated: Stated, position: int) -> Membership:
    """Raises Untrusted `sync.not_there`, `sync.last_lead`, `sync.role_fixed`.

    A ward PC stays one, and no other becomes one: what it has no key for was never meant for it.
    Invitations that the device could not make any more lapse.
    """
    said = cast(SetRole, stated.content)
    check_lead(before, stated, by=said.by, position=position)
    device = require_present(before, said.device)
    if device.is_door or said.role == WRITER:
        raise Untrusted("sync.role_fixed")
    if said.role != LEAD:
        require_other_lead(before, device.id)
    former = (*device.former, (position, device.role))
    changed = replace(device, role=said.role, former=former)
    lapsed = {
        hash: replace(each, state=InvitationState.LAPSED)
        for hash, each in before.invitations.items()
        if each.by == device.id and each.state is InvitationState.OPEN
        if not may_make(changed, each)
    }
    return replace(
        before,
        devices={**before.devices, device.id: changed},
        invitations={**before.invitations, **lapsed},
    )


def set_policy(before: Membership, stated: Stated, position: int) -> Membership:
    """Raises Untrusted `sync.policy_bounds`, `sync.training_fixed`."""
    said = cast(SetPolicy, stated.content)
    check_lead(before, stated, by=said.by, position=position)
    policy = said.policy
    if policy.lease_days not in LEASE_DAYS or policy.erase_grace not in ERASE_GRACE_DAYS:
        raise Untrusted("sync.policy_bounds")
    if before.policy is None or policy.training != before.policy.training:
        raise Untrusted("sync.training_fixed")
    grace_days = policy.erase_grace
    erasures = {
        hash: replace(each, grace_days=min(each.grace_days, grace_days))
        for hash, each in before.erasures.items()
    }
    return replace(
        before,
        policy=policy,
        erasures=erasures,
        no_team_recovery=said.no_team_recovery,
        service=said.service,
    )
