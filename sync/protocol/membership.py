"""Who belongs to a space: a pure fold over its statements, the same on every device.

An entry's standing is that of its own position, so nothing that comes later changes it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from app.errors import Untrusted
from sync.protocol.epochs import NONE_BEFORE, SealedName
from sync.protocol.heads import FIRST_GENERATION, Head
from sync.protocol.members import Author as Author
from sync.protocol.members import Device as Device
from sync.protocol.members import Erasure as Erasure
from sync.protocol.members import Introduction as Introduction
from sync.protocol.members import Invitation as Invitation
from sync.protocol.members import InvitationState as InvitationState
from sync.protocol.members import KnownEpoch as KnownEpoch
from sync.protocol.recovery import Recovery, recipient_of
from sync.protocol.rules import (
    erasing,
    founding,
    governing,
    holding,
    introducing,
    inviting,
    recovering,
    rotating,
)
from sync.protocol.statements import (
    Admit,
    Adopt,
    Cancel,
    Create,
    Discard,
    Erase,
    Introduce,
    Invite,
    Join,
    Keep,
    Part,
    Policy,
    Recover,
    Remove,
    Restored,
    Rewrap,
    Rotate,
    Service,
    SetPolicy,
    SetRecovery,
    SetRole,
    Stated,
)


@dataclass(frozen=True, slots=True)
class Membership:
    """A space as its statements up to `position` make it.

    `decided` says of held entries, by position, whether they were adopted; `renewed` of each later
    generation up to which position the log before it goes on in it.
    """

    space: bytes
    position: int = 0
    newest: bytes = NONE_BEFORE
    devices: Mapping[bytes, Device] = field(default_factory=dict)
    authors: Mapping[bytes, Author] = field(default_factory=dict)
    invitations: Mapping[bytes, Invitation] = field(default_factory=dict)
    epochs: Mapping[int, KnownEpoch] = field(default_factory=dict)
    title: SealedName | None = None
    policy: Policy | None = None
    no_team_recovery: bool = False
    service: Service | None = None
    recovery: Recovery | None = None
    retired: tuple[Recovery, ...] = ()
    decided: Mapping[int, bool] = field(default_factory=dict)
    erasures: Mapping[bytes, Erasure] = field(default_factory=dict)
    generation: int = FIRST_GENERATION
    renewed: Mapping[int, int] = field(default_factory=dict)
    introduced: Mapping[bytes, Introduction] = field(default_factory=dict)

    def apply(self, stated: Stated, position: int) -> Membership:
        """The membership after this statement at this position.

        Raises Untrusted `sync.statement_order`, or as the rule of its kind does.
        """
        if stated.content.previous != self.newest or position <= self.position:
            raise Untrusted("sync.statement_order")
        after = _RULES[type(stated.content)](self, stated, position)
        return replace(after, position=position, newest=stated.hash)

    def standing(self, device: bytes, position: int) -> Device | None:
        """The device as it belonged to the space when the entry at this position was taken."""
        known = self.devices.get(device)
        return None if known is None else known.at(position)

    def counts(self, head: Head) -> bool:
        """Whether a head that was signed is about this log still: one of an older generation only
        as far as later ones go on from it.
        """
        return self.reach_of(head) == head.position

    def reach_of(self, head: Head) -> int:
        """The last position of this log that a signed head vouches for."""
        later = (at for generation, at in self.renewed.items() if generation > head.generation)
        return min((head.position, *later))

    @property
    def epoch(self) -> KnownEpoch:
        """The newest epoch; there is one as soon as the first statement is applied."""
        return self.epochs[max(self.epochs)]

    @property
    def present(self) -> dict[bytes, Device]:
        """The devices that belong now, by id."""
        return {id: each for id, each in self.devices.items() if each.removed is None}

    @property
    def leads(self) -> list[bytes]:
        """The ids of the leads' devices that belong now."""
        return [id for id, each in self.present.items() if each.is_lead]

    @property
    def recipients(self) -> dict[bytes, bytes]:
        """Whom an epoch made now is wrapped to: public HPKE keys by recipient id.

        Every device that belongs and was admitted, but no ward PC, and the recovery set in force.
        """
        found = {id: each.keys.hpke for id, each in self.present.items() if each.holds_key}
        if self.recovery is not None:
            found[recipient_of(self.recovery.keys)] = self.recovery.keys.hpke
        return found


_RULES: Mapping[type, Callable[[Membership, Stated, int], Membership]] = {
    Create: founding.create,
    Invite: inviting.invite,
    Cancel: inviting.cancel,
    Join: inviting.join,
    Admit: inviting.admit,
    Rotate: rotating.rotate,
    Remove: rotating.remove,
    Rewrap: rotating.rewrap,
    SetRole: governing.set_role,
    SetPolicy: governing.set_policy,
    Adopt: holding.adopt,
    Discard: holding.discard,
    Erase: erasing.erase,
    Keep: erasing.keep,
    SetRecovery: recovering.set_recovery,
    Recover: recovering.recover,
    Restored: recovering.restored,
    Introduce: introducing.introduce,
    Part: introducing.part,
}
