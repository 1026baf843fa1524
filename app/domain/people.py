"""A person's file as lists, searches and heads show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.records import SyncState

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Who a file is about; text is empty and a number None where nothing is known.

    `nhs_number` has 10 digits. `changed_ms` is when anything in the file last changed. `is_closed`
    is a sensitive file that shows nothing of itself to this reader now: all else is empty, as it is
    where `is_hidden` says that this PC does not read its space now. `apart` is the name of the
    space of named people that it is in, empty for the vault's home. `part_of` is the reference of
    the file of the same person that this one is shown in.
    """

    subject: bytes
    name: str
    known_as: tuple[str, ...]
    date_of_birth: date | None
    age: int | None
    nhs_number: str
    pronouns: str
    changed_ms: int
    sync: SyncState
    has_clash: bool
    is_closed: bool = False
    is_hidden: bool = False
    apart: str = ""
    part_of: str = ""

    @property
    def title(self) -> str:
        """The name, or what stands in its place."""
        if self.is_hidden:
            return "Not shown now"
        if self.is_closed:
            return "Sensitive file"
        return self.name if self.name.strip() else "Unnamed"

    @property
    def reference(self) -> str:
        """What people call the file where no name may be shown: `Y-` and five characters."""
        return reference(self.subject)

    @property
    def initials(self) -> str:
        """First letters of the first and last name, or nothing."""
        parts = self.name.split()
        return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper()


def only_for(person: PersonRow) -> str:
    """The mark of a file that named people alone may read, or that is a part of another's."""
    only = f"Only in {person.apart}" if person.apart else ""
    part = f"Part of {person.part_of}" if person.part_of else ""
    return " · ".join(filter(None, (only, part)))


def reference(subject: bytes) -> str:
    """`Y-` and the first five Crockford characters of a file's id."""
    bits = int.from_bytes(subject[:4], "big") >> 7
    return "Y-" + "".join(_CROCKFORD[(bits >> shift) & 31] for shift in (20, 15, 10, 5, 0))


def age_on(day: date, born: date) -> int:
    """Whole years lived on this day."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
