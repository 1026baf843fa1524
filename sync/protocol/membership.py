"""Who belongs to a space: a pure fold over its statements, the same on every device.

An entry's standing is that of its own position, so nothing that comes later changes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import cast

from app.errors import Untrusted
from sync.protocol.epochs import FIRST_EPOCH, FIRST_PLACE, NONE_BEFORE, Epoch, Place, SealedName
from sync.protocol.keys import PublicKeys
from sync.protocol.recovery import Recovery
from sync.protocol.statements import (
    Cancel,
    Create,
    Invite,
    Join,
    Policy,
    Role,
    Service,
    SetRecovery,
    Stated,
    check_proof,
)

_WRITERS: tuple[Role, ...] = ("lead", "member", "champion")


class InvitationState(StrEnum):
    """What became of an invitation, as far as the log says; its expiry is the service's to tell."""

    OPEN = "open"
    USED = "used"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Device:
    """A device, from the position that added it until, maybe, the one that removed it."""

    id: bytes
    author: bytes
    role: Role
    keys: PublicKeys
    pc: SealedName
    added: int
    removed: int | None = None

    @property
    def may_write(self) -> bool:
        """Whether its role lets it write records."""
        return self.role in _WRITERS


@dataclass(frozen=True, slots=True)
class Author:
    """A person, by the id the program gave her in this space."""

    id: bytes
    name: SealedName


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation and what became of it; `expires` in ms since 1970 of the service's time."""

    hash: bytes
    key: bytes
    role: Role
    author: Author
    locator: bytes
    expires: int
    position: int
    state: InvitationState = InvitationState.OPEN

    def is_open_at(self, now: int) -> bool:
        """Whether it still lets someone in at this time of the service."""
        return self.state is InvitationState.OPEN and now < self.expires


@dataclass(frozen=True, slots=True)
class KnownEpoch:
    """An epoch, where it belongs, the statement before it, and the position it was made at."""

    content: Epoch
    place: Place
    before: bytes
    position: int


@dataclass(frozen=True, slots=True)
class Membership:
    """A space as its statements up to `position` make it."""

    space: bytes
    position: int = 0
    newest: bytes = NONE_BEFORE
    devices: Mapping[bytes, Device] = field(default_factory=dict)
    authors: Mapping[bytes, Author] = field(default_factory=dict)
    invitations: Mapping[bytes, Invitation] = field(default_factory=dict)
    epochs: Mapping[int, KnownEpoch] = field(default_factory=dict)
    title: SealedName | None = None
    policy: Policy | None = None
    service: Service | None = None
    recovery: Recovery | None = None
    retired: tuple[Recovery, ...] = ()

    def apply(self, stated: Stated, position: int) -> Membership:
        """The membership after this statement at this position.

        Raises Untrusted: `sync.wrong_space` if the first is not the one whose hash is the
        space's id, `sync.statement_order`, `sync.wrong_signature`, `sync.no_standing`,
        `sync.not_a_lead`, `sync.invitation_unknown`, `sync.invitation_used`,
        `sync.invitation_cancelled`, `sync.invitation_twice`, `sync.wrong_invitation`,
        `sync.device_twice`, `sync.author_taken`, `sync.recovery_twice`, `sync.unknown_epoch`.
        """
        if stated.content.previous != self.newest or position <= self.position:
            raise Untrusted("sync.statement_order")
        after = _RULES[type(stated.content)](self, stated, position)
        return replace(after, position=position, newest=stated.hash)

    def standing(self, device: bytes, position: int) -> Device | None:
        """The device, if it belonged to the space when the entry at this position was taken."""
        known = self.devices.get(device)
        if known is None or position <= known.added:
            return None
        if known.removed is not None and position > known.removed:
            return None
        return known

    def invitation_of(self, key: bytes) -> Invitation | None:
        """The invitation with this public key."""
        found = (known for known in self.invitations.values() if known.key == key)
        return next(found, None)

    @property
    def epoch(self) -> KnownEpoch:
        """The newest epoch; there is one as soon as the first statement is applied."""
        return self.epochs[max(self.epochs)]


def _create(before: Membership, stated: Stated, position: int) -> Membership:
    said = cast(Create, stated.content)
    if (position, stated.hash, said.epoch.epoch) != (1, before.space, FIRST_EPOCH):
        raise Untrusted("sync.wrong_space")
    if said.recovery is not None and said.recovery.epoch != FIRST_EPOCH:
        raise Untrusted("sync.unknown_epoch")
    stated.signed.check(said.keys.sign)
    names = said.names(before.space)
    device = Device(said.device, said.author, said.role, said.keys, names["pc"], position)
    return replace(
        before,
        devices={said.device: device},
        authors={said.author: Author(said.author, names["author"])},
        epochs={FIRST_EPOCH: KnownEpoch(said.epoch, FIRST_PLACE, NONE_BEFORE, position)},
        title=names["title"],
        policy=said.policy,
        service=said.service,
        recovery=said.recovery,
    )


def _invite(before: Membership, stated: Stated, position: int) -> Membership:
    said = cast(Invite, stated.content)
    device = _check_standing(before, stated, by=said.by, position=position)
    if (said.author, said.role) != (device.author, device.role):
        _require_lead(device)
        _check_new_author(before, said.author)
    if said.epoch not in before.epochs:
        raise Untrusted("sync.unknown_epoch")
    if any(
        said.invitation == known.key or said.locator == known.locator
        for known in before.invitations.values()
    ):
        raise Untrusted("sync.invitation_twice")
    invitation = Invitation(
        hash=stated.hash,
        key=said.invitation,
        role=said.role,
        author=Author(said.author, said.names(before.space)["author"]),
        locator=said.locator,
        expires=said.expires,
        position=position,
    )
    return replace(before, invitations={**before.invitations, stated.hash: invitation})


def _cancel(before: Membership, stated: Stated, position: int) -> Membership:
    said = cast(Cancel, stated.content)
    device = _check_standing(before, stated, by=said.by, position=position)
    known = before.invitations.get(said.invite)
    if known is None or known.author.id != device.author:
        _require_lead(device)
    return _closed(before, said.invite, InvitationState.CANCELLED)


def _join(before: Membership, stated: Stated, position: int) -> Membership:
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
    author, pc = invitation.author, said.names(before.space)["pc"]
    device = Device(said.device, author.id, invitation.role, said.keys, pc, position)
    return replace(
        after,
        devices={**before.devices, device.id: device},
        authors={author.id: author, **before.authors},
    )


def _set_recovery(before: Membership, stated: Stated, position: int) -> Membership:
    said = cast(SetRecovery, stated.content)
    _check_lead(before, stated, by=said.by, position=position)
    if said.recovery.epoch != max(before.epochs):
        raise Untrusted("sync.unknown_epoch")
    known = before.retired if before.recovery is None else (*before.retired, before.recovery)
    if said.recovery.set in {each.set for each in known}:
        raise Untrusted("sync.recovery_twice")
    return replace(before, recovery=said.recovery, retired=known)


_RULES: Mapping[type, Callable[[Membership, Stated, int], Membership]] = {
    Create: _create,
    Invite: _invite,
    Cancel: _cancel,
    Join: _join,
    SetRecovery: _set_recovery,
}


def _check_lead(before: Membership, stated: Stated, *, by: bytes, position: int) -> None:
    _require_lead(_check_standing(before, stated, by=by, position=position))


def _check_standing(before: Membership, stated: Stated, *, by: bytes, position: int) -> Device:
    device = before.standing(by, position)
    if device is None:
        raise Untrusted("sync.no_standing")
    stated.signed.check(device.keys.sign)
    return device


def _require_lead(device: Device) -> None:
    if device.role != "lead":
        raise Untrusted("sync.not_a_lead")


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
    if known.state is InvitationState.CANCELLED:
        raise Untrusted("sync.invitation_cancelled")
    return replace(before, invitations={**before.invitations, invite: replace(known, state=state)})
