"""Change what holds for everyone in a space: days of grace and of reading, the least version."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.errors import Refused
from app.ports.exchange import SpaceStore
from sync.asking import Means
from sync.exchange.talk import Talk
from sync.protocol.program import PROGRAM
from sync.protocol.rules.governing import ERASE_GRACE_DAYS, LEASE_DAYS
from sync.protocol.statements import Policy, Service, SetPolicy
from sync.stating import state
from sync.steps import Conversation


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to hold; None leaves it as it is. `erase_grace` and `lease_days` in days.

    `no_team_recovery` says that the space takes no vault that a team's shares open.
    """

    erase_grace: int | None = None
    least_version: int | None = None
    lease_days: int | None = None
    no_team_recovery: bool | None = None


def set_policy(store: SpaceStore, wanted: Wanted, means: Means) -> Conversation[bool]:
    """Put it in force; False if it was so already.

    Raises Refused `space.grace_bounds`, `space.lease_bounds`, `space.version_bounds` for one that
    this program itself is below, `space.own_shares_way` where this very vault would be refused, and
    as `stating.state` does.
    """

    def make(talk: Talk) -> SetPolicy | None:
        if talk.membership.policy is None:
            raise Refused("space.not_complete")
        changes = {
            name: value
            for name in ("erase_grace", "least_version", "lease_days")
            if (value := getattr(wanted, name)) is not None
        }
        policy = replace(talk.membership.policy, **changes)
        if policy.erase_grace not in ERASE_GRACE_DAYS:
            raise Refused("space.grace_bounds", most=max(ERASE_GRACE_DAYS))
        if policy.lease_days not in LEASE_DAYS:
            raise Refused("space.lease_bounds", least=min(LEASE_DAYS), most=max(LEASE_DAYS))
        if not 1 <= policy.least_version <= PROGRAM:
            raise Refused("space.version_bounds", here=PROGRAM)
        if wanted.no_team_recovery and store.is_open_to_shares():
            raise Refused("space.own_shares_way")
        return stated(talk, policy=policy, no_team_recovery=wanted.no_team_recovery)

    return state(store, means, make)


def stated(
    talk: Talk,
    *,
    policy: Policy | None = None,
    service: Service | None = None,
    no_team_recovery: bool | None = None,
) -> SetPolicy | None:
    """What puts a policy in force or names the service's keys, each as it is unless given.

    None if all of it is so already. Raises Refused `space.not_complete`.
    """
    known = talk.membership
    if known.policy is None or known.service is None:
        raise Refused("space.not_complete")
    made = SetPolicy(
        previous=known.newest,
        by=talk.device,
        policy=policy or known.policy,
        no_team_recovery=known.no_team_recovery if no_team_recovery is None else no_team_recovery,
        service=service or known.service,
        time=talk.means.now_ms(),
    )
    said = (made.policy, made.service, made.no_team_recovery)
    return None if said == (known.policy, known.service, known.no_team_recovery) else made
