"""What a copy of a vault holds and the vault lacks, added beside what it has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from storage import erased_changes, space_rows
from storage.backup import table_sql
from storage.backup.gathering import read_from_start
from storage.connection import Connection

_SPACES = "select nr, id, title, is_home from space where id is not null order by nr"
_SPACE = "select nr from space where id = ?"
_ADD_SPACE = "insert into space (id, title, is_home) values (?, ?, 0)"
_HAS_MEMBERSHIP = "select exists (select 1 from membership where space = ?)"
_ANY_MEMBERSHIP = "select exists (select 1 from membership)"
_KEYS = "select epoch, key from content_key where space = ?"
_ADD_KEY = "insert or ignore into content_key (space, epoch, key) values (?, ?, ?)"
_ELSEWHERE = "update membership set place = x'' where space = ?"
_SET_HOME = "update space set is_home = (nr = ?)"
_OWN_NUMBERS = """
    update device set space = ?1, id = (select device from membership where space = ?1)
    where space = 1 and is_own
"""
_OWN_AGAIN = (
    "insert into device (space, id, author, name, role, is_own) values (1, null, 1, '', 'lead', 1)"
)
_MOVE_CHANGES = "update or ignore change set space = ? where space = 1"
_AUTHORS = "select nr, id, name from author order by nr"
_AUTHOR = "select nr from author where id = ?"
_ADD_AUTHOR = "insert into author (id, name) values (?, ?)"
_DEVICES = """
    select nr, space, id, author, name, role, is_own, added_ms, removed_ms from device order by nr
"""
_DEVICE = "select max(nr) from device where space = ? and id is ?"
_ADD_DEVICE = """
    insert into device (space, id, author, name, role, is_own, added_ms, removed_ms)
    values (?, ?, ?, ?, ?, ?, ?, ?)
"""
_CHANGES = """
    select nr, id, space, save, device, at, ms, error, is_ahead, status, position, part,
        cast(bytes as blob)
    from change order by coalesce(save, nr), nr
"""
_WHERE = "select nr, space from change where id = ?"
_NEXT = "select coalesce(max(nr), 0) + 1 from change"
_ADD_CHANGE = """
    insert into change (nr, id, space, record, save, device, at, ms, error, is_ahead, status,
        position, part, bytes) values (?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_MOVE = "update change set space = ?, device = ?, status = ?, position = ?, part = ? where nr = ?"
_REFUSAL = "select why, at_ms from refusal where change = ?"
_ADD_REFUSAL = "insert or ignore into refusal (change, why, at_ms) values (?, ?, ?)"
_DRAFTS = "select id, form, subject, answers, place, kept_ms from draft"
_DRAFT = "select form, subject, answers, place, kept_ms from draft where id = ?"
_SAME_DRAFT = "select exists (select 1 from draft where form = ? and subject is ? and answers = ?)"
_ADD_DRAFT = """
    insert into draft (id, form, subject, answers, place, kept_ms) values (?, ?, ?, ?, ?, ?)
"""
_SETTINGS = "select name, value from setting"
_ADD_SETTING = "insert or ignore into setting (name, value) values (?, ?)"
# Each has its way here, or says how far something was sent or erased, or follows from changes.
_OF_THEIR_OWN = {
    *{"change_again", "erased_change", "erasure"},
    *{"access", "author", "change", "content_key", "device", "draft", "evidence", "heard", "log"},
    *{"membership", "outgoing", "receipt", "record", "refusal", "sealed_entry", "setting", "space"},
}
_PERSON = 1
_ID_BYTES = 16
# Of a thing begun with the service only the vault's own knowledge counts.
_NOT_TAKEN = ("entering",)
# What was sealed in the copy may have been sent since, under the same number.
_WAITS_AGAIN = "sealed"
Row = tuple[Any, ...]


@dataclass(slots=True)
class Added:
    """How many changes and drafts came from the copy, and whether a space did."""

    changes: int = 0
    drafts: int = 0
    spaces: int = 0


def add_missing(copy: Connection, target: Connection, *, random: Callable[[int], bytes]) -> Added:
    """Add it in the caller's transaction; records and digests are left to `storage.rebuilding`.

    Both are the same vault's. What the target has stays as it is. Nothing is taken from the copy
    that says how far something was sent: the target knows it better, or asks again.
    """
    return _Adding(copy, target, random).run()


class _Adding:
    def __init__(
        self, copy: Connection, target: Connection, random: Callable[[int], bytes]
    ) -> None:
        self._copy, self._target, self._random = copy, target, random
        self._spaces: dict[int, int] = {space_rows.OWN: space_rows.OWN}
        self._authors: dict[int, int] = {}
        self._devices: dict[int, int] = {}
        self._saves: dict[int, int] = {}
        self._added = Added()

    def run(self) -> Added:
        for row in self._copy.execute(_SPACES).fetchall():
            self._add_space(*row)
        for row in self._copy.execute(_AUTHORS).fetchall():
            self._add_author(*row)
        for row in self._copy.execute(_DEVICES).fetchall():
            self._add_device(row)
        for row in self._copy.execute(_CHANGES):
            self._add_change(row)
        for row in self._copy.execute(_DRAFTS).fetchall():
            self._add_draft(row)
        self._add_rest()
        return self._added

    def _add_space(self, theirs: int, id: bytes, title: str, is_home: int) -> None:
        found = self._one(_SPACE, id)
        ours: int = found or self._target.execute(_ADD_SPACE, (id, title)).lastrowid
        self._spaces[theirs] = ours
        self._added.spaces += found is None
        for epoch, key in self._copy.execute(_KEYS, (theirs,)).fetchall():
            self._target.execute(_ADD_KEY, (ours, epoch, key))
        if not self._one(_HAS_MEMBERSHIP, ours):
            self._add_membership(theirs, ours, id, is_home=bool(is_home))

    def _add_membership(self, theirs: int, ours: int, id: bytes, *, is_home: bool) -> None:
        columns = self._columns("membership")
        listed = table_sql.select("membership", columns, "where space = ?")
        row = self._copy.execute(listed, (theirs,)).fetchone()
        if row is None:
            return
        is_first = not self._one(_ANY_MEMBERSHIP)
        self._target.execute(table_sql.insert("membership", columns), (ours, *row[1:]))
        self._target.execute(_ELSEWHERE, (ours,))
        read_from_start(self._target, ours, id)
        if is_first and is_home:
            self._target.execute(_SET_HOME, (ours,))
            self._target.execute(_OWN_NUMBERS, (ours,))
            self._target.execute(_OWN_AGAIN)
            self._target.execute(_MOVE_CHANGES, (ours,))

    def _add_author(self, theirs: int, id: bytes, name: str) -> None:
        ours = _PERSON if theirs == _PERSON else self._one(_AUTHOR, id)
        if ours is None:
            ours = self._target.execute(_ADD_AUTHOR, (id, name)).lastrowid
        self._authors[theirs] = ours

    def _add_device(self, row: Row) -> None:
        theirs, space, id, author, *rest = row
        mapped = self._spaces.get(space, space_rows.OWN)
        ours = self._one(_DEVICE, mapped, id)
        if ours is None:
            known = (mapped, id, self._authors.get(author, _PERSON), *rest)
            ours = self._target.execute(_ADD_DEVICE, known).lastrowid
        self._devices[theirs] = ours

    def _add_change(self, row: Row) -> None:
        theirs, id, space, save, device, *middle, status, position, part, encoded = row
        mapped = self._spaces.get(space, space_rows.OWN)
        if erased_changes.among(self._target, mapped, [id]):
            return
        places = {where: nr for nr, where in self._target.execute(_WHERE, (id,))}
        if mapped in places or (mapped == space_rows.OWN and places):
            return
        ours = self._devices[device]
        came = ("waiting" if status == _WAITS_AGAIN else status, position, part)
        self._added.changes += 1
        if space_rows.OWN in places:
            self._target.execute(_MOVE, (mapped, ours, *came, places[space_rows.OWN]))
            return
        nr = self._one(_NEXT)
        together = None if save is None else self._saves.setdefault(save, nr)
        known = (nr, id, mapped, together, ours, *middle, *came, encoded)
        self._target.execute(_ADD_CHANGE, known)
        for why, at_ms in self._copy.execute(_REFUSAL, (theirs,)).fetchall():
            self._target.execute(_ADD_REFUSAL, (nr, why, at_ms))

    def _add_draft(self, row: Row) -> None:
        """Of two states of one draft both are kept, the copy's under an id of its own."""
        id, form, subject, answers, *_ = row
        if self._one(_SAME_DRAFT, form, subject, answers):
            return
        if self._target.execute(_DRAFT, (id,)).fetchone() is not None:
            id = self._random(_ID_BYTES)
        self._target.execute(_ADD_DRAFT, (id, *row[1:]))
        self._added.drafts += 1

    def _add_rest(self) -> None:
        for name, value in self._copy.execute(_SETTINGS).fetchall():
            if name not in _NOT_TAKEN:
                self._target.execute(_ADD_SETTING, (self._renamed(name), value))
        self._add_accesses()
        for table, *_ in self._copy.execute(table_sql.TABLES).fetchall():
            is_ours = table in _OF_THEIR_OWN or table.startswith("search")
            columns = [] if is_ours else self._columns(table)
            if columns:
                rows = self._copy.execute(table_sql.select(table, columns))
                ours = (self._renumbered(columns, row) for row in rows)
                self._target.executemany(table_sql.insert(table, columns), ours)

    def _renamed(self, name: str) -> str:
        """What was set for a space bears its row number, which may be another one's here."""
        of, _, rest = name.partition("/")
        number, slash, more = rest.partition("/")
        if not number.isdigit() or int(number) not in self._spaces:
            return name
        return f"{of}/{self._spaces[int(number)]}{slash}{more}"

    def _renumbered(self, columns: Sequence[str], row: Row) -> Row:
        """The same row with the numbers that its space and its device have here."""
        numbers = {"space": self._spaces, "device": self._devices}
        return tuple(
            numbers[name].get(value, value) if name in numbers and isinstance(value, int) else value
            for name, value in zip(columns, row, strict=True)
        )

    def _add_accesses(self) -> None:
        """An entry is the same if all of it is; who it names is another number here."""
        columns = [name for name in self._columns("access") if name != "nr"]
        add = table_sql.insert_new("access", columns)
        author = columns.index("author")
        listed = table_sql.select("access", columns, "order by nr")
        for row in self._copy.execute(listed).fetchall():
            values = list(row)
            values[author] = self._authors.get(row[author], _PERSON)
            self._target.execute(add, values)

    def _columns(self, table: str) -> list[str]:
        ours, theirs = (
            [row[0] for row in each.execute(table_sql.COLUMNS, (table,))]
            for each in (self._target, self._copy)
        )
        return [name for name in theirs if name in ours]

    def _one(self, sql: str, *parameters: object) -> Any:
        row = self._target.execute(sql, parameters).fetchone()
        return None if row is None else row[0]
