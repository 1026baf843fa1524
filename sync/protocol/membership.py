"""Who belongs to a space, as its statements make it: the same on every device.

An entry's standing is that of its own position, so nothing that comes later changes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sync.protocol.epochs import NONE_BEFORE, SealedName
from sync.protocol.heads import FIRST_GENERATION, Head
from sync.protocol.members import Author, Device, Erasure, Introduction, Invitation, KnownEpoch
from sync.protocol.recovery import Recovery, recipient_of
from sync.protocol.statements import Policy, Service


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
