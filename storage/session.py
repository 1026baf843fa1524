"""One transaction of the write lane, as use cases see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256

from app.domain.changes import Change, Edit, make_change
from app.domain.clock import tick
from app.errors import Refused
from app.ports import Access, Draft
from storage import access_log, clock_reading, drafts, space_rows
from storage.applying import WAITING, Arrival, apply_page
from storage.connection import Connection
from storage.keys import Random
from storage.parcel_rows import VaultParcels
from storage.reading import VaultReading

MOST_CHANGES = 1_000
MOST_BYTES = 1024 * 1024
_ID_BYTES = 16
_MADE_LABEL = b"yarrow/made/v1"
_SPACES_OF_RECORD = "select space from record where id = ? and subject = ? and kind = ?"
_SPACES_OF_FILE = "select distinct space from record where subject = ?"
_OWN_DEVICE = "select nr from device where space = ? and is_own order by nr desc limit 1"
_NEXT_SAVE = "select coalesce(max(nr), 0) + 1 from change"

Clock = Callable[[], int]


class VaultSession(VaultReading):
    """What use cases may write; see `app.ports.Session`."""

    def __init__(
        self, connection: Connection, *, is_training: bool, clock: Clock, random: Random
    ) -> None:
        super().__init__(connection, is_training=is_training, clock=clock)
        self._random = random
        self.only_parcel: tuple[bytes, bytes] | None = None

    @property
    def parcels(self) -> VaultParcels:
        """Teams, and what goes between them and ours; with `only_parcel` that arrived alone."""
        return VaultParcels(self.connection, self.now_ms(), only=self.only_parcel)

    def new_id(self) -> bytes:
        """16 random bytes."""
        return self._random(_ID_BYTES)

    def save(self, edits: Sequence[Edit], *, space: bytes | None = None) -> list[Change]:
        """Append one change for each edit; see `app.ports.Session`.

        Raises NotFound `vault.no_such_space` too, and Refused `changes.several_spaces` for a file
        that is in several of which none is named.
        """
        if len(edits) > MOST_CHANGES:
            raise Refused("changes.too_large")
        return self._take(edits, self._make(edits), space)

    def save_made(
        self, edits: Sequence[Edit], *, of: bytes, at_ms: int, space: bytes
    ) -> list[Change]:
        """The same for what follows from one thing that several PCs have; see `app.ports`."""
        changes = [
            make_change(
                edit,
                salt=sha256(_MADE_LABEL + of + bytes([number])).digest()[:_ID_BYTES],
                at=tick(number, at_ms),
                time=(at_ms, None),
            )
            for number, edit in enumerate(edits)
        ]
        return self._take(edits, changes, space)

    def _take(
        self, edits: Sequence[Edit], changes: list[Change], space: bytes | None
    ) -> list[Change]:
        if sum(len(change.encoded) for change in changes) > MOST_BYTES:
            raise Refused("changes.too_large")
        named = None if not edits else space_rows.space_nr(self.connection, space)
        spaces = {subject: self._spaces_of(subject) for subject in {each.subject for each in edits}}
        placed: dict[int, list[Change]] = {}
        for edit, change in zip(edits, changes, strict=True):
            known = self._space_of(edit, spaces[edit.subject], None if space is None else named)
            placed.setdefault(known or named or space_rows.OWN, []).append(change)
        save: int = self.connection.execute(_NEXT_SAVE).fetchone()[0]
        for nr, of_space in placed.items():
            device: int = self.connection.execute(_OWN_DEVICE, (nr,)).fetchone()[0]
            arrivals = [Arrival(each, device, WAITING, save=save) for each in of_space]
            apply_page(self.connection, arrivals, space=nr, now_ms=self.now_ms())
        return changes

    def keep_draft(self, draft: Draft) -> None:
        """Keep what is being typed, in place of the draft with the same id."""
        drafts.keep(self.connection, draft)

    def drop_draft(self, id: bytes) -> None:
        """Forget a draft, once it is saved or thrown away by a person."""
        drafts.drop(self.connection, id)

    def note_access(self, what: str, subject: bytes, *, record: bytes | None, detail: str) -> None:
        """Append to the access log who did what with a person's file."""
        self.note_accesses(what, [(subject, record, detail)])

    def note_accesses(
        self, what: str, looked_at: Sequence[tuple[bytes, bytes | None, str]]
    ) -> None:
        """The same for several at once: file, record, detail of each."""
        now = self.now_ms()
        entries = [Access(now, "", what, *each) for each in looked_at]
        access_log.note_looks(self.connection, entries)

    def _make(self, edits: Sequence[Edit]) -> list[Change]:
        now = self.now_ms()
        readings = clock_reading.readings(self.connection, now, len(edits))
        return [
            make_change(edit, salt=self._random(_ID_BYTES), at=at, time=(now, None))
            for edit, at in zip(edits, readings, strict=True)
        ]

    def _spaces_of(self, subject: bytes) -> list[int]:
        """The spaces that a file is in; none for a new file."""
        return self._numbers(_SPACES_OF_FILE, subject)

    def _space_of(self, edit: Edit, spaces: list[int], named: int | None) -> int | None:
        """Where the file is: almost always in one space, None for a new file.

        Of several it is the one named, else where this record alone is. It is never guessed: a
        colleague can put a restricted file's id into a space that more people read.
        """
        if len(spaces) < 2:
            return spaces[0] if spaces else None
        if named in spaces:
            return named
        found = []
        if edit.record is not None and named is None:
            found = self._numbers(_SPACES_OF_RECORD, edit.record, edit.subject, edit.kind)
        if len(found) != 1:
            raise Refused("changes.several_spaces")
        return found[0]
