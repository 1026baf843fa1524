"""The records that one page of changes touches: loaded once, written once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.domain.changes import Change
from app.domain.encoding import Value
from storage import corrections, search_index, showing
from storage.connection import Connection
from storage.folding import Folded
from storage.registers import pack, unpack

_FIND = """
    select r.subject, r.kind, r.id, r.nr, r.registers, c.bytes, r.first, r.last, r.device,
        r.created_ms, r.changed_ms
    from json_each(?) wanted
    cross join record r on r.id = unhex(wanted.value) and r.space = ?
    left join change c on r.registers = x'' and c.id = substr(r.first, 9) and c.space = r.space
"""
_NEWEST = "select coalesce(max(nr), 0) from record"
_IS_STORED = "select 1 from change where id = ? and space = ? and record = ?"
_ADD = """
    insert into record (
        is_away, clashes, device, created_ms, changed_ms, first, last, registers, state,
        nr, space, subject, kind, id
    ) values (?, ?, ?, ?, ?, ?, ?, ?, jsonb(?), ?, ?, ?, ?, ?)
"""
_SET = """
    update record set is_away = ?, clashes = ?, device = ?, created_ms = ?, changed_ms = ?,
        first = ?, last = ?, registers = ?, state = jsonb(?)
    where nr = ?
"""
_as_json = json.JSONEncoder(ensure_ascii=False).encode


class RecordRows:
    """The records of a space that these changes belong to, kept between `of` and `write`.

    `came_to_clash` has, after that, the heads of each field that is in clash and was not before.
    """

    def __init__(self, connection: Connection, space: int, changes: Iterable[Change]) -> None:
        self._connection = connection
        self._space = space
        self._newest: int = connection.execute(_NEWEST).fetchone()[0]
        wanted = json.dumps([id.hex() for id in {change.of for change in changes}])
        self.came_to_clash: list[list[bytes]] = []
        rows = connection.execute(_FIND, (wanted, space))
        self._records = {(row[0], row[1], row[2]): self._stored(row) for row in rows}

    def of(self, change: Change) -> Folded:
        """The record that a change belongs to, new if there is none."""
        key = (change.subject, change.kind, change.of)
        record = self._records.get(key)
        if record is None:
            self._newest += 1
            record = self._records[key] = Folded(self._newest, key, lambda id: False)
        return record

    def write(self) -> int:
        """Store what was folded in; gives the difference in the digest's `state`."""
        touched = [record for record in self._records.values() if record.taken]
        clashes = {record.nr: showing.fields_in_clash(record.registers) for record in touched}
        self.came_to_clash = [
            ids for record in touched for ids in _newly_in_clash(record, clashes[record.nr])
        ]
        fields = {record.nr: showing.shown_fields(record.registers) for record in touched}
        away = {record.nr for record in touched if showing.is_put_away(record.registers)}
        added, changed = [], []
        for record in touched:
            row = (
                record.nr in away,
                len(clashes[record.nr]),
                record.device,
                record.created_ms,
                record.changed_ms,
                record.first,
                record.last,
                b"" if record.is_one_change else pack(record.registers),
                _as_json(fields[record.nr]),
            )
            if record.is_new:
                subject, kind, id = record.key
                added.append((*row, record.nr, self._space, subject, kind, id))
            else:
                changed.append((*row, record.nr))
        self._connection.executemany(_ADD, added)
        self._connection.executemany(_SET, changed)
        search_index.drop(self._connection, [(r.nr, r.key[1]) for r in touched if not r.is_new])
        search_index.put(
            self._connection,
            [(r.nr, r.key[1], r.key[0], fields[r.nr]) for r in touched if r.nr not in away],
        )
        self._settle_corrections(touched, fields)
        return sum(record.state_change() for record in touched)

    def _stored(self, row: tuple[Any, ...]) -> Folded:
        subject, kind, id, nr, block, only, first, last, device, created_ms, changed_ms = row
        return Folded(
            nr,
            (subject, kind, id),
            lambda change: self._is_stored(change, nr),
            is_new=False,
            registers=unpack(block, only),
            first=first,
            last=last,
            device=device,
            created_ms=created_ms,
            changed_ms=changed_ms,
        )

    def _is_stored(self, change: bytes, nr: int) -> bool:
        found = self._connection.execute(_IS_STORED, (change, self._space, nr)).fetchone()
        return found is not None

    def _settle_corrections(
        self, touched: list[Folded], fields: Mapping[int, dict[str, Value]]
    ) -> None:
        immutable = [record for record in touched if len(record.key[2]) == 32]
        if not immutable:
            return
        ids = [record.key[2] for record in immutable]
        named = corrections.corrected_among(self._connection, ids)
        for record in immutable:
            target = corrections.named_by(record.key[1], fields[record.nr])
            if target is not None:
                named.add(target)
        corrections.settle(self._connection, self._space, named)


def _newly_in_clash(record: Folded, clashes: Sequence[str]) -> Iterator[list[bytes]]:
    """The heads of the fields, of those in clash, that what was folded in brought to clash."""
    for name in clashes:
        if len(record.before.get(name, ("", ""))) < 2:
            yield [*record.registers.fields[name].heads]
