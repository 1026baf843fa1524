"""One vault as use cases see it: a consistent view to read, a transaction to write."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.domain.changes import Change, Edit
from app.domain.clashes import Settled
from app.domain.encoding import Value
from app.domain.history import Mark, Page
from app.domain.keeping_out import Colleague, Linked
from app.domain.leases import Hidden
from app.domain.looks import PAGE, Choices, SeenPage, Sought
from app.domain.records import FileStates, Found, Record, State
from app.domain.sensitive import Guard, Standing
from app.ports.parcels import ParcelReading, ParcelWriting


@dataclass(frozen=True, slots=True)
class Draft:
    """What is being typed and not yet saved.

    `form` is the form's reference (`identification/1`), `subject` the file it is for or None for
    a new one, `answers` what stands in its fields, `place` the field and caret to return to.
    """

    id: bytes
    form: str
    subject: bytes | None
    answers: dict[str, Value]
    place: str
    kept_ms: int


@dataclass(frozen=True, slots=True)
class Access:
    """One line of the access log: who did what when (ms since 1970).

    `subject` is empty where no file was concerned.
    """

    ms: int
    author: str
    what: str
    subject: bytes
    record: bytes | None
    detail: str


class Reading(Protocol):
    """A consistent view of the vault; never waits for a writer."""

    @property
    def is_training(self) -> bool:
        """Whether the vault takes only NHS numbers of the 999 range."""

    @property
    def parcels(self) -> ParcelReading:
        """Teams, and what goes between them and ours."""

    def now_ms(self) -> int:
        """The PC's clock, ms since 1970."""

    def record(self, id: bytes) -> Record | None:
        """The record with this id of 16 or 32 bytes, put away or not."""

    def records_of(self, subject: bytes) -> list[Record]:
        """All records of a file that are not put away, oldest first."""

    def of_file(self, subject: bytes, kind: str) -> list[Record]:
        """The records of one kind in a file that are not put away, oldest first."""

    def history_of(self, subject: bytes) -> list[Record]:
        """All records of a file, those put away too, oldest first."""

    def only_here(self) -> list[tuple[bytes, int, int]]:
        """Each file with records that no service has: how many, and since when (ms)."""

    def here_again(self) -> list[tuple[bytes, int]]:
        """Each file of which something arrived after it was erased, and when it was (ms).

        Without those in which the vault's own person has written since.
        """

    def left_behind(self, gone: str, but_for: Collection[str]) -> list[tuple[bytes, int]]:
        """Each file put away for this reason in which a record is not, and when that came (ms).

        Records of some kinds do not count.
        """

    def last_entries(self, *, but_for: str, before_ms: int) -> list[tuple[bytes, int]]:
        """Each file whose newest change is older, and when that was (ms), without those of a kind.

        Records that were put away count too.
        """

    def file_states(self, files: Collection[bytes], but_for: Collection[str]) -> FileStates:
        """How these files stand, those put away too, without their records of some kinds."""

    def people_lately(self, but_for: Collection[str], without: Collection[bytes]) -> list[int]:
        """Row numbers of people in whose files something changed last, newest first: not of all.

        Records of the kinds `but_for` do not count, nor files in `without`.
        """

    def list_ids(self, kind: str) -> list[int]:
        """Row numbers of the records of a kind, newest change first, without those put away."""

    def rows(self, numbers: Sequence[int]) -> list[Record]:
        """The records with these row numbers, in this order."""

    def hidden(self) -> tuple[Hidden, ...]:
        """The spaces that this PC does not read now, and how many files that concerns.

        Nothing of them is in what the others here give, but for what this PC wrote since.
        """

    def is_hidden(self, id: bytes) -> bool:
        """Whether a record with this id, or whom a file is about, is here and not read now."""

    def records(self, ids: Sequence[bytes]) -> list[Record]:
        """The records with these ids that are here, in any order; of several the first."""

    def stamp(self) -> tuple[int, int, str]:
        """Another value once others have stored anything, or a space is shown or no longer.

        Comparable on one lane alone.
        """

    def changed(self, kind: str) -> Mapping[int, int]:
        """Row number of each record of a kind that is not put away, and when it was changed (ms).

        What arrives late need not change the time; see `touched`.
        """

    def touched(
        self, kind: str, since: tuple[int, bytes] | None
    ) -> tuple[frozenset[int] | None, tuple[int, bytes]]:
        """Row numbers of records of a kind of which more was stored after that change; and the
        number and id of the one that was stored last.

        None without one, or if it was erased since: then they may be any.
        """

    def states(self, numbers: Sequence[int]) -> list[State]:
        """What stands in the records with these row numbers, in any order; quick for many."""

    def imported(self) -> frozenset[str]:
        """What tells the rows of spreadsheets that records were made from, those put away too."""

    def pairs(self, subject: bytes) -> list[Record]:
        """What says of a file and another that both are, or are not, one person's."""

    def fields_of(self, kind: str) -> Iterator[tuple[bytes, dict[str, Value]]]:
        """File and fields of each record of a kind, without those put away; in no order, and one at
        a time, as everybody's at once are much to hold.

        Those of spaces that are not read now too: it is for looking for what must not leave, and
        never to be shown.
        """

    def wanted(self, *, today: str, since: str) -> list[Record]:
        """Identifications to ask again by `today`, with an accepted referral that nobody took yet,
        with FGM and no report begun, or with danger said no longer ago than `since` (both
        YYYY-MM-DD), however many there are.
        """

    def enquiries(self, *, since: str) -> list[Record]:
        """The identifications made on this day (YYYY-MM-DD) or later, in no order."""

    def to_keep_safe(self, *, today: str) -> list[Record]:
        """What keeps records safe and is to be looked at again by `today` (YYYY-MM-DD)."""

    def handed_over(self) -> frozenset[str]:
        """The ids, in hex, of the identifications whose referral somebody took."""

    def referrals(self, *, parcel: bytes | None = None) -> list[Record]:
        """Referrals with something left to do, however many; or that of one parcel, done or not."""

    def find(self, words: str, *, most: int = 50) -> list[Found]:
        """Records whose text has all these words or beginnings; people first, then newest."""

    def clashes(self) -> list[Record]:
        """The records with fields that a person has to settle.

        Of those put away only where it is why they were that has to be settled.
        """

    def settled(self, *, since_ms: int, most: int = 100) -> list[Settled]:
        """Fields settled since then, by people or with no need for one, newest first."""

    def parked_in(self, space: bytes | None) -> int:
        """How many entries of a space no key has opened yet; None is the vault's own."""

    def drafts(self) -> list[Draft]:
        """What is kept unsaved, newest first."""

    def accesses(self) -> list[Access]:
        """The access log, oldest first."""

    def seen(self, sought: Sought, *, after: Mark | None = None, most: int = PAGE) -> SeenPage:
        """Who saw what, newest first: this vault's own lines, and colleagues' for a lead.

        `after` is the `older` of the page before.
        """

    def seen_choices(self) -> Choices:
        """Whose lines, and of which acts, `seen` knows."""

    def history(self, id: bytes) -> list[Change]:
        """All changes of a record, oldest first."""

    def history_page(
        self, subject: bytes, record: bytes | None, *, after: Mark | None = None
    ) -> Page:
        """Changes and accesses of one record or of the whole file, newest first, 100 at a time.

        `after` is the `older` of the page before.
        """

    def guards(self) -> Mapping[bytes, Guard]:
        """The files marked sensitive, and what that means for this reader now."""

    def linked(self) -> list[Linked]:
        """Everyone who is kept out of a file, or works on both sides of a link."""

    def colleagues(self, space: bytes | None) -> list[Colleague]:
        """Everyone else who has a PC in a space, by name; None is the vault's own."""

    def is_by_me(self, record: bytes) -> bool:
        """Whether the vault's own person made this record."""

    def pc_called(self, space: bytes, device: bytes) -> str:
        """What a device of a space is called, by the person it was let in as, or its own name."""

    def from_doors(self) -> list[Record]:
        """What says of records that they came from a ward PC, and that nobody has seen it yet."""

    def home_space(self) -> bytes | None:
        """The id of the vault's home space; None is the vault's own, before it has a team."""

    def standing(self, space: bytes | None) -> Standing:
        """Whether this reader leads a space, and who else does; None is the vault's own."""


class Session(Reading, Protocol):
    """One transaction of the write lane: all of it is stored, or none."""

    @property
    def parcels(self) -> ParcelWriting:
        """Teams, and what goes between them and ours, to be written too."""

    def new_id(self) -> bytes:
        """16 random bytes."""

    def save(self, edits: Sequence[Edit], *, space: bytes | None = None) -> list[Change]:
        """Append one change for each edit; everything derived follows in this transaction.

        The edits of one call travel together. `space` is where a new file goes, None the vault's
        home space; a file that exists keeps its own, and of a file in several it names the one
        meant. Raises Refused `changes.too_large` for a save that would not fit into one segment,
        `changes.several_spaces` where none of several is named.
        """

    def save_made(
        self, edits: Sequence[Edit], *, of: bytes, at_ms: int, space: bytes
    ) -> list[Change]:
        """Append changes that follow from one thing, such as a parcel: `of` tells it from all
        others, `at_ms` is when it was made.

        Every PC that makes them has the same bytes, so they are there once, and what was erased
        of them stays out. Raises as `save` does.
        """

    def keep_draft(self, draft: Draft) -> None:
        """Keep what is being typed, in place of the draft with the same id."""

    def drop_draft(self, id: bytes) -> None:
        """Forget a draft, once it is saved or thrown away by a person."""

    def note_access(self, what: str, subject: bytes, *, record: bytes | None, detail: str) -> None:
        """Append to the access log what was done; `subject` is empty where it was no file."""

    def note_accesses(
        self, what: str, looked_at: Sequence[tuple[bytes, bytes | None, str]]
    ) -> None:
        """The same for several at once: file, record and detail of each.

        What stands in the log for this minute already is not written twice.
        """
