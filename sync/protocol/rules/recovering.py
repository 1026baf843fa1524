"""The rules of `set_recovery`, `recover` and `restored`."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from app.errors import Untrusted
from sync.protocol.members import LEAD
from sync.protocol.membership import Membership
from sync.protocol.rules.standing import check_lead
from sync.protocol.statements import Recover, Restored, SetRecovery, Stated


def set_recovery(before: Membership, stated: Stated, position: int) -> Membership:
    """Raises Untrusted `sync.unknown_epoch`, `sync.recovery_twice`."""
    said = cast(SetRecovery, stated.content)
    check_lead(before, stated, by=said.by, position=position)
    if said.recovery.epoch != max(before.epochs):
        raise Untrusted("sync.unknown_epoch")
    known = before.retired if before.recovery is None else (*before.retired, before.recovery)
    if said.recovery.set in {each.set for each in known}:
        raise Untrusted("sync.recovery_twice")
    return replace(before, recovery=said.recovery, retired=known)


def recover(before: Membership, stated: Stated, position: int) -> Membership:
    """Raises Untrusted `sync.no_recovery`, `sync.wrong_signature`, `sync.no_standing`."""
    said = cast(Recover, stated.content)
    if before.recovery is None or before.recovery.set != said.set:
        raise Untrusted("sync.no_recovery")
    stated.signed.check(before.recovery.keys.sign)
    device = before.standing(said.by, position)
    if device is None or not device.holds_key:
        raise Untrusted("sync.no_standing")
    former = (*device.former, (position, device.role))
    lead = replace(before.devices[said.by], role=LEAD, former=former)
    return replace(before, devices={**before.devices, said.by: lead})


def restored(before: Membership, stated: Stated, position: int) -> Membership:
    """Raises Untrusted `sync.wrong_generation`; who reads the log compares `running`."""
    said = cast(Restored, stated.content)
    check_lead(before, stated, by=said.by, position=position)
    expected = (before.generation + 1, position - 1)
    if (said.generation, said.position) != expected:
        raise Untrusted("sync.wrong_generation")
    renewed = {**before.renewed, said.generation: said.position}
    return replace(before, generation=said.generation, renewed=renewed)
