"""Who belongs to each space, as the panel is told it; times in ms since 1970."""

from __future__ import annotations

from dataclasses import dataclass

from ui.team.others import OthersFacts

ROLES: dict[str, str] = {
    "member": "Member",
    "lead": "Leads the team",
    "champion": "Practice champion",
    "reader": "Reads only",
}
"""What someone may do, in words; in the order in which they are offered."""
MEANINGS: dict[str, str] = {
    "member": "Reads and writes all files of this space.",
    "lead": "The same, and invites, admits, cuts off and decides.",
    "champion": "Reads and writes all files of this space, as a practice champion.",
    "reader": "Reads all files of this space and writes none.",
}

DOOR = "writer"
"""The role of a ward PC, which is no person's and is never changed."""


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """One PC; `heard_ms` is None where nothing was heard, `removed_ms` where it still belongs.

    `is_waiting` is one that joined at a distance and waits to be admitted.
    """

    id: bytes
    pc: str
    role: str
    is_own: bool = False
    added_ms: int | None = None
    heard_ms: int | None = None
    removed_ms: int | None = None
    is_waiting: bool = False


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One person with her PCs; `name` is empty while no key here opens it."""

    name: str
    is_you: bool
    devices: tuple[DeviceFacts, ...]


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """A code that was given out and has let nobody in so far; `id` is its hash."""

    id: bytes
    name: str
    role: str
    until_ms: int
    is_own: bool = False
    at_distance: bool = False


@dataclass(frozen=True, slots=True)
class JoinedFacts:
    """Someone who joined in the room, or a ward PC, and this lead has not said that she knows."""

    person: str
    pc: str
    joined_ms: int
    position: int
    is_door: bool = False


@dataclass(frozen=True, slots=True)
class HeldFacts:
    """An entry that is held: by whom, on which PC, and the code for why.

    What nobody is known to have written, or what does not open, can only be discarded.
    """

    position: int
    person: str
    pc: str
    why: str
    may_adopt: bool = True
    opens: bool = True


@dataclass(frozen=True, slots=True)
class SpaceFacts:
    """A space: its people, and what waits for a lead there.

    `unheard` are the PCs that have not been heard from since the last PC was cut off: they may
    still seal for it. `waits` is this PC's own id there while it waits to be admitted;
    one that was removed leaves. An erasure can be taken back for `grace_days`, and a PC reads for
    `lease_days` without the service. `has_lost` says that the service lacks what this PC has read,
    `is_on_spare` that it runs on a TLS key after which no further one is pinned. One that
    `refuses_shares` takes no vault that a team's recovery shares open; `open_to_shares` are the PCs
    that have said theirs is one, `copied` those whose vault was lately in use as two copies.
    `may_lead` by two recovery shares is who is no lead and reads.
    """

    id: bytes
    title: str
    url: str = ""
    is_home: bool = True
    is_lead: bool = False
    people: tuple[PersonFacts, ...] = ()
    former: tuple[DeviceFacts, ...] = ()
    invitations: tuple[InvitationFacts, ...] = ()
    joined: tuple[JoinedFacts, ...] = ()
    unheard: tuple[str, ...] = ()
    held: int = 0
    waits: bytes | None = None
    is_removed: bool = False
    grace_days: int = 0
    others: OthersFacts = OthersFacts()
    lease_days: int = 30
    has_lost: bool = False
    is_on_spare: bool = False
    refuses_shares: bool = False
    open_to_shares: tuple[str, ...] = ()
    copied: tuple[str, ...] = ()
    may_lead: bool = False

    @property
    def may_invite_own(self) -> bool:
        """Whether this PC can hand on a key: it has one, and belongs."""
        return self.waits is None and not self.is_removed

    @property
    def may_write(self) -> bool:
        """Whether what is recorded here would be sent there: a reader's stays on her PC."""
        is_writer = any(each.is_own and each.role != "reader" for each in self.devices)
        return is_writer and not self.is_removed

    @property
    def devices(self) -> tuple[DeviceFacts, ...]:
        """The PCs that belong to it, person by person."""
        return tuple(each for person in self.people for each in person.devices)


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """All spaces of the vault, its home first; none before the first was made or joined."""

    spaces: tuple[SpaceFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class InviteWish:
    """Who is to be invited: her role, her name if it is given, and whether she is elsewhere."""

    role: str = "member"
    name: str = ""
    at_distance: bool = False


@dataclass(frozen=True, slots=True)
class SpaceWish:
    """A space for named people to be made: what it is called, a permit where one is asked for, and
    whether it takes no vault that the team's recovery shares open.
    """

    title: str
    permit: str = ""
    refuses_shares: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """A code to be told once: in groups of four, until when it works, and for which space."""

    letters: str
    until_ms: int
    space: bytes
    at_distance: bool = False
    is_own: bool = False
    is_door: bool = False
    is_introduction: bool = False

    @property
    def groups(self) -> tuple[str, ...]:
        """The code's groups, to be read aloud one by one."""
        plain = "".join(sign for sign in self.letters if sign.isalnum())
        return tuple(plain[at : at + 4] for at in range(0, len(plain), 4))
