"""What the statements of a space come to: its devices, people, invitations, epochs, erasures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from sync.protocol.epochs import Epoch, Place, SealedName, Wrapped
from sync.protocol.keys import PublicKeys
from sync.protocol.kinds.founding import Role

LEAD: Role = "lead"
WRITER: Role = "writer"
_WRITERS: tuple[Role, ...] = (LEAD, "member", "champion")


class InvitationState(StrEnum):
    """What became of an invitation, as far as the log says; its expiry is the service's to tell.

    A lapsed one is of a device that could not make it any more.
    """

    OPEN = "open"
    LAPSED = "lapsed"
    USED = "used"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Device:
    """A device, from the position that added it until, maybe, the one that removed it.

    `admitted` is None before a lead has admitted who joined at a distance. `former` are the roles
    it had before `role`, each with the last position that it held for. `joined` is the hash of the
    entry that added it.
    """

    id: bytes
    author: bytes
    role: Role
    keys: PublicKeys
    pc: SealedName
    added: int
    removed: int | None = None
    admitted: int | None = None
    former: tuple[tuple[int, Role], ...] = ()
    joined: bytes = b""

    @property
    def may_write(self) -> bool:
        """Whether its role lets it write records."""
        return self.is_admitted and self.role in _WRITERS

    @property
    def is_admitted(self) -> bool:
        """Whether it was let in: at once in the room, at a distance by a lead."""
        return self.admitted is not None

    @property
    def is_door(self) -> bool:
        """Whether it is a ward PC: it may send the team parcels, and is never handed a key."""
        return self.role == WRITER

    @property
    def holds_key(self) -> bool:
        """Whether it is one of those that a key of the space is for."""
        return self.is_admitted and not self.is_door

    @property
    def is_lead(self) -> bool:
        """Whether it states things for the team."""
        return self.is_admitted and self.role == LEAD

    def at(self, position: int) -> Device | None:
        """The device as it was for an entry at this position, None if it did not belong then."""
        if position <= self.added or (self.removed is not None and position > self.removed):
            return None
        role = next((role for last, role in self.former if position <= last), self.role)
        is_waiting = self.admitted is None or position <= self.admitted
        return replace(self, role=role, admitted=None if is_waiting else self.admitted)


@dataclass(frozen=True, slots=True)
class Author:
    """A person, by the id the program gave her in this space."""

    id: bytes
    name: SealedName


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation and what became of it; `expires` in ms since 1970 of the service's time.

    `by` is the device that made it.
    """

    hash: bytes
    by: bytes
    key: bytes
    role: Role
    author: Author
    locator: bytes
    expires: int
    position: int
    state: InvitationState = InvitationState.OPEN
    distance: bool = False


@dataclass(frozen=True, slots=True)
class KnownEpoch:
    """An epoch, where it belongs, the statement before it, and the position it was made at.

    `made` is the hash of the statement that made it, to which later wraps are bound; `later` and
    `later_audit` are those, the newest for each device.
    """

    content: Epoch
    place: Place
    before: bytes
    position: int
    made: bytes
    later: Mapping[bytes, Wrapped] = field(default_factory=dict)
    later_audit: Mapping[bytes, Wrapped] = field(default_factory=dict)

    def wraps_to(self, recipient: bytes) -> Iterator[Wrapped]:
        """Every wrap of its content key to a device or recovery set, the newest first."""
        yield from _both(self, recipient, self.later, self.content.wraps)

    def audit_wraps_to(self, device: bytes) -> Iterator[Wrapped]:
        """Every wrap of its private audit key to a lead's device, the newest first."""
        yield from _both(self, device, self.later_audit, self.content.audit.wraps)


@dataclass(frozen=True, slots=True)
class Erasure:
    """An `erase` at its position: what it names, who asked for it, whether it was taken back.

    `grace_days` are the fewest that the policy gave since: it may already be carried out somewhere,
    so that a policy which gives more cannot put it off.
    """

    hash: bytes
    position: int
    author: bytes
    groups: tuple[tuple[int, int], ...]
    objects: tuple[bytes, ...]
    place: Place
    what: bytes
    time: int
    grace_days: int = 0
    is_kept: bool = False


@dataclass(frozen=True, slots=True)
class Introduction:
    """Another team's space, its service's key, and, sealed, what it is kept under here."""

    team: bytes
    service: bytes
    place: Place
    what: bytes
    position: int
    is_closed: bool = False


def _both(
    epoch: KnownEpoch,
    recipient: bytes,
    later: Mapping[bytes, Wrapped],
    first: Mapping[bytes, bytes],
) -> Iterator[Wrapped]:
    if recipient in later:
        yield later[recipient]
    if recipient in first:
        yield Wrapped(first[recipient], epoch.place, recipient, epoch.before)
