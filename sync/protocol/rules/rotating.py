"""The rules of `rotate`, `remove` and `rewrap`: a key for everyone who belongs, and nobody else."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from app.errors import Untrusted
from sync.protocol.epochs import Epoch, Place, Wrapped
from sync.protocol.members import InvitationState, KnownEpoch
from sync.protocol.membership import Membership
from sync.protocol.rules.standing import (
    check_lead,
    check_standing,
    require_lead,
    require_other_lead,
    require_present,
)
from sync.protocol.statements import Remove, Rewrap, Rotate, Stated


def rotate(before: Membership, stated: Stated, position: int) -> Membership:
    """Raises Untrusted `sync.unknown_epoch`, `sync.wrong_wraps`."""
    said = cast(Rotate, stated.content)
    check_lead(before, stated, by=said.by, position=position)
    return _next_epoch(before, stated, said.epoch, position)


def remove(before: Membership, stated: Stated, position: int) -> Membership:
    """Raises Untrusted `sync.not_there`, `sync.removes_itself`, `sync.last_lead`, and as `rotate`.

    Nobody removes her own device: it would know the key that the others go on with.
    """
    said = cast(Remove, stated.content)
    check_lead(before, stated, by=said.by, position=position)
    if list(said.devices) != sorted(set(said.devices)):
        raise Untrusted("sync.not_understood")
    if said.by in said.devices:
        raise Untrusted("sync.removes_itself")
    gone = {id: replace(require_present(before, id), removed=position) for id in said.devices}
    require_other_lead(before, *gone)
    after = replace(before, devices={**before.devices, **gone})
    return _next_epoch(after, stated, said.epoch, position)


def rewrap(before: Membership, stated: Stated, position: int) -> Membership:
    """Raises Untrusted `sync.not_there`, `sync.unknown_epoch`, `sync.wrong_wraps`."""
    said = cast(Rewrap, stated.content)
    by = check_standing(before, stated, by=said.by, position=position)
    device = require_present(before, said.device)
    if said.epoch not in before.epochs:
        raise Untrusted("sync.unknown_epoch")
    if not by.may_write or not device.holds_key:
        raise Untrusted("sync.no_standing")
    if said.audit is not None:
        require_lead(by)
        if not device.is_lead:
            raise Untrusted("sync.wrong_wraps")
    return wrapped_later(before, device.id, said.epoch, wrap=said.wrap, audit=said.audit)


def wrapped_later(
    before: Membership, device: bytes, epoch: int, *, wrap: bytes, audit: bytes | None
) -> Membership:
    """The membership with later wraps to a device, bound to the statement that made the epoch."""
    known = before.epochs[epoch]

    def wrapped(sealed: bytes) -> Wrapped:
        return Wrapped(sealed, Place(before.space, epoch), device, known.made)

    known = replace(known, later={**known.later, device: wrapped(wrap)})
    if audit is not None:
        known = replace(known, later_audit={**known.later_audit, device: wrapped(audit)})
    return replace(before, epochs={**before.epochs, epoch: known})


def _next_epoch(before: Membership, stated: Stated, epoch: Epoch, position: int) -> Membership:
    """The epoch in force, and no invitation left open that holds the key of the one before."""
    if epoch.epoch != max(before.epochs) + 1:
        raise Untrusted("sync.unknown_epoch")
    is_for_all = epoch.wraps.keys() == before.recipients.keys()
    is_for_leads = epoch.audit.wraps.keys() == set(before.leads)
    if not is_for_all or not is_for_leads or epoch.back is None:
        raise Untrusted("sync.wrong_wraps")
    place = Place(before.space, epoch.epoch)
    made = KnownEpoch(epoch, place, before.newest, position, stated.hash)
    ended = {
        hash: replace(each, state=InvitationState.CANCELLED)
        for hash, each in before.invitations.items()
        if each.state in (InvitationState.OPEN, InvitationState.LAPSED)
    }
    return replace(
        before,
        epochs={**before.epochs, epoch.epoch: made},
        invitations={**before.invitations, **ended},
    )
