"""A consistent view of the vault, within one transaction."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property

from app.domain.changes import Change, decode_change
from app.domain.clashes import Settled
from app.domain.encoding import Value
from app.domain.history import Mark, Page
from app.domain.keeping_out import Colleague, Linked
from app.domain.leases import Hidden
from app.domain.looks import PAGE, Choices, SeenPage, Sought
from app.domain.merging import AWAY
from app.domain.records import FileStates, Found, Record, State
from app.domain.sensitive import Guard, Standing
from app.ports import Access, Draft
from storage import (
    access_log,
    attention,
    drafts,
    erased_files,
    file_states,
    history_rows,
    kept_out,
    look_reading,
    search_index,
    sensitivity,
    settled,
    space_rows,
    standing,
)
from storage.connection import Connection
from storage.leases import Gate
from storage.parcel_rows import VaultParcels
from storage.record_reading import read_rows
from storage.standing import Newest

_BY_ID = "select nr from record where id = ? order by nr"
_OF_SUBJECT = """
    select nr from record where subject = ? and is_away = 0 order by created_ms, nr
"""
_OF_FILE = """
    select nr from record where subject = ? and kind = ? and is_away = 0 order by created_ms, nr
"""
_ALL_OF_SUBJECT = "select nr from record where subject = ? order by created_ms, nr"
_LIST = """
    select nr from record where kind = ? and is_away = 0 order by changed_ms desc, nr desc
"""
_FIELDS_OF = "select subject, json(state) from record where kind = ? and is_away = 0 order by nr"
_IN_CLASH = "select nr from record where clashes > 0 order by nr"
_PARKED = """
    select count(*) from log l join space s on s.nr = l.space where s.id is ? and l.state = 'parked'
"""
_HISTORY = """
    select bytes from change where record in (select value from json_each(?)) order by at, id
"""


class VaultReading:
    """What use cases may read; see `app.ports.Reading`.

    `connection` is for the other modules of `storage`.
    """

    def __init__(
        self, connection: Connection, *, is_training: bool, clock: Callable[[], int]
    ) -> None:
        self.connection = connection
        self._is_training = is_training
        self._clock = clock

    @cached_property
    def gate(self) -> Gate:
        """What may be shown now; everything that reads records asks it."""
        return Gate(self.connection, self.now_ms())

    @property
    def is_training(self) -> bool:
        """Whether the vault takes only NHS numbers of the 999 range."""
        return self._is_training

    @property
    def parcels(self) -> VaultParcels:
        """Teams, and what goes between them and ours."""
        return VaultParcels(self.connection, self.now_ms())

    def now_ms(self) -> int:
        """The PC's clock, ms since 1970."""
        return self._clock()

    def record(self, id: bytes) -> Record | None:
        """The record with this id; of several in other files the first that came."""
        found = self.gate.shown(self._numbers(_BY_ID, id))
        return read_rows(self.connection, found[:1])[0] if found else None

    def records_of(self, subject: bytes) -> list[Record]:
        """All records of a file that are not put away, oldest first."""
        return self.rows(self._numbers(_OF_SUBJECT, subject))

    def of_file(self, subject: bytes, kind: str) -> list[Record]:
        """The records of one kind in a file that are not put away, oldest first."""
        return self.rows(self._numbers(_OF_FILE, subject, kind))

    def history_of(self, subject: bytes) -> list[Record]:
        """All records of a file, those put away too, oldest first."""
        return self.rows(self._numbers(_ALL_OF_SUBJECT, subject))

    def only_here(self) -> list[tuple[bytes, int, int]]:
        """Each file with records that no service has, those put away too: how many, since when."""
        return file_states.only_here(self.connection)

    def here_again(self) -> list[tuple[bytes, int]]:
        """Each file of which something arrived after it was erased, and when it was."""
        return erased_files.here_again(self.connection)

    def left_behind(self, gone: str, but_for: Collection[str]) -> list[tuple[bytes, int]]:
        """Each file put away for this reason in which a record is not, and when that came (ms)."""
        found = file_states.left_behind(self.connection, gone, but_for)
        return [(subject, ms) for subject, ms in found if self.gate.hidden_in(subject) is None]

    def last_entries(self, *, but_for: str, before_ms: int) -> list[tuple[bytes, int]]:
        """Each file whose newest change is older, and when that was, without those of a kind."""
        found = file_states.last_entries(self.connection, but_for, before_ms)
        return [(subject, ms) for subject, ms in found if self.gate.hidden_in(subject) is None]

    def file_states(self, files: Collection[bytes], but_for: Collection[str]) -> FileStates:
        """How these files stand, without their records of some kinds."""
        return file_states.read(self.connection, files, but_for)

    def people_lately(self, but_for: Collection[str], without: Collection[bytes]) -> list[int]:
        """Row numbers of people in whose files something changed last, newest first."""
        return self.gate.shown(file_states.people_lately(self.connection, but_for, without))

    def list_ids(self, kind: str) -> list[int]:
        """Row numbers of the records of a kind, newest change first, without those put away."""
        return self.gate.shown(self._numbers(_LIST, kind))

    def rows(self, numbers: Sequence[int]) -> list[Record]:
        """The records with these row numbers, in this order."""
        return read_rows(self.connection, self.gate.shown(numbers))

    def hidden(self) -> tuple[Hidden, ...]:
        """The spaces that this PC does not read now, and how many files that concerns."""
        return self.gate.hidden()

    def is_hidden(self, id: bytes) -> bool:
        """Whether a record with this id is here and is not read now."""
        return self.gate.hides(id)

    def records(self, ids: Sequence[bytes]) -> list[Record]:
        """The records with these ids that are here, in any order; of several the first."""
        return self.rows(attention.numbers_of(self.connection, ids))

    def stamp(self) -> tuple[int, int, str]:
        """Another value once others have stored anything, or more or less may be shown."""
        return *standing.stamp(self.connection), self.gate.listed

    def changed(self, kind: str) -> Mapping[int, int]:
        """Row number of each record of a kind that is not put away, and when it was changed."""
        found = standing.changed(self.connection, kind)
        return found if self.gate.is_open else {nr: found[nr] for nr in self.gate.shown([*found])}

    def touched(self, kind: str, since: Newest | None) -> tuple[frozenset[int] | None, Newest]:
        """Row numbers of records of a kind of which more was stored since; None may be any."""
        return standing.touched(self.connection, kind, since)

    def states(self, numbers: Sequence[int]) -> list[State]:
        """What stands in the records with these row numbers, in any order."""
        return standing.states(self.connection, self.gate.shown(numbers))

    def imported(self) -> frozenset[str]:
        """What tells the rows of spreadsheets that records were made from, those put away too."""
        return standing.imported(self.connection)

    def pairs(self, subject: bytes) -> list[Record]:
        """What says of a file and another that both are, or are not, one person's."""
        return self.rows(standing.pairs(self.connection, subject))

    def fields_of(self, kind: str) -> Iterator[tuple[bytes, dict[str, Value]]]:
        """File and shown fields of each record of a kind, one at a time."""
        for subject, state in self.connection.execute(_FIELDS_OF, (kind,)):
            yield subject, json.loads(state)

    def wanted(self, *, today: str, since: str) -> list[Record]:
        """Identifications that may need someone; see `app.ports.Reading`."""
        return self.rows(attention.wanted(self.connection, today=today, since=since))

    def enquiries(self, *, since: str) -> list[Record]:
        """The identifications made on this day or later."""
        return self.rows(attention.enquiries(self.connection, since))

    def to_keep_safe(self, *, today: str) -> list[Record]:
        """What keeps records safe and is to be looked at again by `today`."""
        return self.rows(attention.to_keep_safe(self.connection, today))

    def handed_over(self) -> frozenset[str]:
        """The ids, in hex, of the identifications whose referral somebody took."""
        return attention.handed_over(self.connection)

    def referrals(self, *, parcel: bytes | None = None) -> list[Record]:
        """Referrals with something left to do; or that of one parcel, done or not."""
        return self.rows(attention.referrals(self.connection, parcel))

    def find(self, words: str, *, most: int = 50) -> list[Found]:
        """Records whose text has all these words or beginnings of words, best first."""
        found = dict(search_index.find(self.connection, words, most, among=self.gate.shown))
        records = read_rows(self.connection, list(found))
        return [Found(each, found[nr]) for each, nr in zip(records, found, strict=True)]

    def clashes(self) -> list[Record]:
        """The records with fields that a person has to settle.

        Of those put away only where it is why they were that has to be settled.
        """
        found = self.rows(self._numbers(_IN_CLASH))
        return [each for each in found if not each.is_away or AWAY in each.clashes]

    def settled(self, *, since_ms: int, most: int = 100) -> list[Settled]:
        """Fields settled since then, by people or with no need for one, newest first."""
        return settled.read(self.connection, self.gate, since_ms=since_ms, most=most)

    def parked_in(self, space: bytes | None) -> int:
        """How many entries of a space no key has opened yet; None is the vault's own."""
        return int(self.connection.execute(_PARKED, (space,)).fetchone()[0])

    def drafts(self) -> list[Draft]:
        """What is kept unsaved, newest first."""
        found = drafts.read_all(self.connection)
        return found if self.gate.is_open else [each for each in found if self._is_shown(each)]

    def accesses(self) -> list[Access]:
        """The access log, oldest first."""
        return access_log.read_all(self.connection, self.gate)

    def seen(self, sought: Sought, *, after: Mark | None = None, most: int = PAGE) -> SeenPage:
        """Who saw what, newest first: this vault's own lines, and colleagues' for a lead."""
        return look_reading.page(self.connection, self.gate, sought, after=after, most=most)

    def seen_choices(self) -> Choices:
        """Whose lines, and of which acts, `seen` knows."""
        return look_reading.choices(self.connection, self.gate)

    def history(self, id: bytes) -> list[Change]:
        """All changes of a record, oldest first."""
        listed = json.dumps(self.gate.shown(self._numbers(_BY_ID, id)))
        return [decode_change(row[0]) for row in self.connection.execute(_HISTORY, (listed,))]

    def history_page(
        self, subject: bytes, record: bytes | None, *, after: Mark | None = None
    ) -> Page:
        """Changes and accesses of one record or of the whole file, newest first, 100 at a time."""
        return history_rows.page(self.connection, self.gate, subject, record, after=after)

    def guards(self) -> Mapping[bytes, Guard]:
        """The files marked sensitive, and what that means for this reader now."""
        return sensitivity.guards(self.connection, self.now_ms())

    def linked(self) -> list[Linked]:
        """Everyone who is kept out of a file, or works on both sides of a link."""
        found = sensitivity.linked(self.connection)
        return [each for each in found if self.gate.hidden_in(each.subject) is None]

    def colleagues(self, space: bytes | None) -> list[Colleague]:
        """Everyone else who has a PC in a space, by name."""
        return kept_out.colleagues(self.connection, space)

    def is_by_me(self, record: bytes) -> bool:
        """Whether the vault's own person made this record."""
        return sensitivity.is_by_me(self.connection, record)

    def pc_called(self, space: bytes, device: bytes) -> str:
        """What a device of a space is called; empty if no statement told of it here."""
        return space_rows.called(self.connection, space, device)

    def from_doors(self) -> list[Record]:
        """What says that a record came from a ward PC, and that nobody has seen it yet."""
        return self.rows(attention.from_doors(self.connection))

    def home_space(self) -> bytes | None:
        """The id of the vault's home space; None is the vault's own."""
        return space_rows.home(self.connection)

    def standing(self, space: bytes | None) -> Standing:
        """Whether this reader leads a space, and who else does; None is the vault's own."""
        return sensitivity.standing(self.connection, space)

    def digest(self) -> str:
        """The digest over all spaces, 64 hex digits."""
        return space_rows.whole_digest(self.connection)

    def _is_shown(self, draft: Draft) -> bool:
        """A draft of a new file belongs to no space yet."""
        since_ms = None if draft.subject is None else self.gate.hidden_in(draft.subject)
        return since_ms is None or draft.kept_ms >= since_ms

    def _numbers(self, sql: str, *parameters: object) -> list[int]:
        return [row[0] for row in self.connection.execute(sql, parameters)]
