"""Clashes as the desk shows them, and what was settled: by a person, or with no need for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.careful import is_bolder, order_of
from app.domain.contact import is_contact
from app.domain.encoding import Value
from app.domain.merging import AWAY
from app.domain.people import PersonRow
from app.domain.records import Record, Version

SETTLED_DAYS = 7


class HowSettled(StrEnum):
    """Why a field with several values has one."""

    CHOSEN = "chosen"
    """A person settled a clash."""
    EQUAL = "equal"
    """The same words were written on two PCs."""
    REPLACED = "replaced"
    """Somebody who had seen it replaced what somebody else had written."""


@dataclass(frozen=True, slots=True)
class Clash:
    """One field that a person has to settle.

    `heads` are all changes that stand in it, equal ones too: what a settlement names in `over`.
    `versions` are those changes with what they say, by clock. `person` is None for a file whose
    person has not arrived. `is_incomplete` says that something of its space is not readable yet.
    """

    record: Record
    field: str
    versions: tuple[Version, ...]
    heads: tuple[bytes, ...]
    person: PersonRow | None
    is_incomplete: bool = False

    @property
    def key(self) -> str:
        """What names it among clashes."""
        return f"{self.record.id.hex()}/{self.field}"

    @property
    def values(self) -> tuple[Value, ...]:
        """What the versions say."""
        return tuple(version.value for version in self.versions)

    @property
    def holds_contact(self) -> bool:
        """Whether contact is held until it is settled."""
        return is_contact(self.field)

    @property
    def has_careful_side(self) -> bool:
        """Whether the more careful version is shown meanwhile, not only the latest."""
        return order_of(self.field) is not None or self.field == AWAY

    @property
    def shown(self) -> Value:
        """The value shown everywhere until it is settled."""
        return self.record.fields.get(self.field)

    def is_bolder(self, value: Value) -> bool:
        """Whether settling on this value gives up care that a version has."""
        return is_bolder(self.field, value, self.values)


@dataclass(frozen=True, slots=True)
class Settled:
    """One field with a single value that several had, or one that replaced another's.

    `latest` is the version that stands; `earlier` those that it replaced, or that say the same.
    """

    how: HowSettled
    record: bytes
    kind: str
    subject: bytes
    field: str
    latest: Version
    earlier: tuple[Version, ...]
    person: PersonRow | None = None

    @property
    def key(self) -> str:
        """What names it among settled ones."""
        return f"settled/{self.record.hex()}/{self.field}"

    @property
    def can_reopen(self) -> bool:
        """Whether there is another version to put beside the one that stands."""
        return self.how is not HowSettled.EQUAL


@dataclass(frozen=True, slots=True)
class Desk:
    """All that is to settle, and what was settled in the last days, newest first.

    `closed` counts clashes in sensitive files that show nothing of themselves to this reader.
    """

    clashes: Sequence[Clash] = ()
    settled: Sequence[Settled] = ()
    closed: int = 0
