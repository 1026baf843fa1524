"""A person's file as its page is handed it."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.contact_safety import NOT_KNOWN, Safety
from app.domain.people import PersonRow
from app.domain.records import Record
from app.domain.retention import Reviewed
from app.domain.timeline import FilePage
from app.domain.worklist import Due


@dataclass(frozen=True, slots=True)
class ChildRow:
    """A child in words: whom, and how old or where."""

    id: bytes
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class ApartRow:
    """The other person in words: the relation alone."""

    id: bytes
    words: str


@dataclass(frozen=True, slots=True)
class Family:
    """Who else is in the file."""

    children: tuple[ChildRow, ...] = ()
    others: tuple[ApartRow, ...] = ()


@dataclass(frozen=True, slots=True)
class FileMark:
    """That a file is marked sensitive, and what follows from it for whoever reads.

    `open_until_ms` is when a glass that was broken closes (ms since 1970), 0 where none was;
    `leads` how many others lead the space, who are shown it. `is_kept_out` says that it stays
    closed.
    """

    open_until_ms: int
    leads: int
    may_unmark: bool
    is_kept_out: bool = False


@dataclass(frozen=True, slots=True)
class WholeFile:
    """A file's page, the person's own record, the records in clash, and its mark if it has one.

    `hold` is why it is on hold, as a code, None for a file that is not. `erased_ms` is when it was
    erased here, for a file of which something arrived after that (ms since 1970). `due` says that
    it need be kept no longer, and by which rule. `safety` is whether contact is safe now,
    `family` who else is in the file, `alike` other files that look like the same person's,
    `referred` its referrals that need someone.
    """

    page: FilePage
    person: Record
    in_clash: tuple[Record, ...]
    mark: FileMark | None = None
    hold: str | None = None
    erased_ms: int | None = None
    due: Reviewed | None = None
    safety: Safety = NOT_KNOWN
    family: Family = Family()
    alike: tuple[PersonRow, ...] = ()
    referred: tuple[Due, ...] = ()
