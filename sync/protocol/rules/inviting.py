"""The rules of `invite`, `cancel`, `join` and `admit`: one invitation lets one device in, once."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from app.errors import Untrusted
from sync.protocol.members import WRITER, Author, Device, Invitation, InvitationState
from sync.protocol.membership import Membership
from sync.protocol.program import ENDS_CODES
from sync.protocol.rules.rotating import wrapped_later
from sync.protocol.rules.standing import check_lead, check_standing, require_lead
from sync.protocol.statements import Admit, Cancel, Invite, Join, Stated, check_proof


def invite(before: Membership, stated: Stated, position: int) -> Membership:
    """Raises Untrusted `sync.author_taken`, `sync.unknown_epoch`, `sync.invitation_twice`.

    Raises Untrusted `sync.door_at_a_distance` for a ward PC: a lead admits with a key, and it gets
    none.
    """
    said = cast(Invite, stated.content)
    device = check_standing(before, stated, by=said.by, position=position)
    if (said.author, said.role) != (device.author, device.role):
        require_lead(device)
        _check_new_author(before, said.author)
    if said.role == WRITER and said.distance:
        raise Untrusted("sync.door_at_a_distance")
    if said.epoch not in before.epochs:
        raise Untrusted("sync.unknown_epoch")
    if any(
        said.invitation == known.key or said.locator == known.locator
        for known in before.invitations.values()
    ):
        raise Untrusted("sync.invitation_twice")
    invitation = Invitation(
        hash=stated.hash,
        by=said.by,
        key=said.invitation,
        role=said.role,
        author=Author(said.author, said.names(before.space)["author"]),
        locator=said.locator,
        expires=said.expires,
        position=position,
        distance=said.distance,
    )
    return replace(before, invitations={**before.invitations, stated.hash: invitation})


def cancel(before: Membership, stated: Stated, position: int) -> Membership:
    """Raises Untrusted `sync.invitation_unknown`, `_used`, `_cancelled`."""
    said = cast(Cancel, stated.content)
    device = check_standing(before, stated, by=said.by, position=position)
    known = before.invitations.get(said.invite)
    if known is None or known.author.id != device.author:
        require_lead(device)
    return _closed(before, said.invite, InvitationState.CANCELLED)


def join(before: Membership, stated: Stated, position: int) -> Membership:
    """Raises Untrusted as `cancel` does, `sync.wrong_invitation`, `sync.device_twice`."""
    said = cast(Join, stated.content)
    after = _closed(before, said.invite, InvitationState.USED)
    invitation = before.invitations[said.invite]
    stated.signed.check(said.keys.sign)
    check_proof(said, space=before.space, invitation=invitation.key)
    if said.epoch not in before.epochs:
        raise Untrusted("sync.unknown_epoch")
    if any(
        said.device == known.id or said.keys.sign == known.keys.sign
        for known in before.devices.values()
    ):
        raise Untrusted("sync.device_twice")
    author, is_far = invitation.author, invitation.distance
    has_key = not is_far and invitation.role != WRITER
    names = said.names(before.space, newcomer=b"" if has_key else invitation.key)
    device = Device(
        id=said.device,
        author=author.id,
        role=invitation.role,
        keys=said.keys,
        pc=names["pc"],
        added=position,
        admitted=None if is_far else position,
        joined=stated.hash,
    )
    return replace(
        after,
        devices={**before.devices, device.id: device},
        authors={author.id: author, **before.authors},
    )


def admit(before: Membership, stated: Stated, position: int) -> Membership:
    """Raises Untrusted `sync.nobody_to_admit`, `sync.unknown_epoch`, `sync.wrong_wraps`."""
    said = cast(Admit, stated.content)
    check_lead(before, stated, by=said.by, position=position)
    waiting = (each for each in before.present.values() if each.joined == said.join)
    device = next(waiting, None)
    if device is None or device.is_admitted:
        raise Untrusted("sync.nobody_to_admit")
    if said.epoch != max(before.epochs):
        raise Untrusted("sync.unknown_epoch")
    admitted = replace(device, admitted=position)
    if (said.audit is not None) != admitted.is_lead:
        raise Untrusted("sync.wrong_wraps")
    after = wrapped_later(before, device.id, said.epoch, wrap=said.wrap, audit=said.audit)
    return replace(after, devices={**before.devices, device.id: admitted})


def may_make(device: Device, invitation: Invitation) -> bool:
    """Whether a device could make this invitation in the role that it has."""
    if invitation.author.id == device.author:
        return invitation.role == device.role
    return device.is_lead


def _check_new_author(before: Membership, author: bytes) -> None:
    """Nobody but herself lets in a device that then writes in a person's name."""
    invited = {known.author.id for known in before.invitations.values()}
    if author in before.authors or author in invited:
        raise Untrusted("sync.author_taken")


def _closed(before: Membership, invite: bytes, state: InvitationState) -> Membership:
    known = before.invitations.get(invite)
    if known is None:
        raise Untrusted("sync.invitation_unknown")
    if known.state is InvitationState.USED:
        raise Untrusted("sync.invitation_used")
    is_over = known.state is InvitationState.LAPSED and state is InvitationState.USED
    if known.state is InvitationState.CANCELLED or (is_over and _ends_codes(before)):
        raise Untrusted("sync.invitation_cancelled")
    return replace(before, invitations={**before.invitations, invite: replace(known, state=state)})


def _ends_codes(before: Membership) -> bool:
    """Whether no program from before the rule reads this log: one would go on where this stopped,
    and what such a program let stand already would be refused for good.
    """
    return before.policy is not None and before.policy.least_version >= ENDS_CODES
