"""Say what holds: `set_role` for one device, `set_policy` for the space and its service."""

from __future__ import annotations

from dataclasses import dataclass

from sync.protocol.kinds.founding import Policy, Role, Service
from sync.protocol.shapes import Count, DeviceId, Hash


@dataclass(frozen=True, slots=True)
class SetRole:
    """Gives a device another role for what it writes from here on; signed by `by`, a lead's."""

    previous: Hash
    by: DeviceId
    device: DeviceId
    role: Role
    time: Count


@dataclass(frozen=True, slots=True)
class SetPolicy:
    """Puts a policy in force, and names the service's keys; signed by the device `by`, a lead's.

    `training` is what it was. `no_team_recovery` refuses vaults that the team's shares open.
    """

    previous: Hash
    by: DeviceId
    policy: Policy
    no_team_recovery: bool
    service: Service
    time: Count
