"""The records that one page of changes touches: loaded once, written once."""

from __future__ import annotations

import json

from app.domain.changes import Change
from storage import corrections, search_index, showing
from storage.connection import Connection
from storage.folding import Folded, Key
from storage.registers import pack, unpack

_FIND = """
    select nr, registers, first, last, device, created_ms, changed_ms from record
    where id = ? and subject = ? and kind = ? and space = ?
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


class RecordRows:
    """The records of a space by key, kept in memory between `of` and `write`."""

    def __init__(self, connection: Connection, space: int) -> None:
        self._connection = connection
        self._space = space
        self._records: dict[Key, Folded] = {}
        self._newest: int | None = None

    def of(self, change: Change) -> Folded:
        """The record that a change belongs to, new if there is none."""
        key = (change.subject, change.kind, change.of)
        record = self._records.get(key)
        if record is None:
            record = self._records[key] = self._load(key)
        return record

    def write(self) -> int:
        """Store what was folded in; gives the difference in the digest's `state`."""
        touched = [record for record in self._records.values() if record.taken]
        fields = {record.nr: showing.shown_fields(record.registers) for record in touched}
        away = {record.nr for record in touched if showing.is_put_away(record.registers)}
        added, changed = [], []
        for record in touched:
            row = self._row(record, json.dumps(fields[record.nr], ensure_ascii=False), away)
            if record.is_new:
                subject, kind, id = record.key
                added.append((*row, record.nr, self._space, subject, kind, id))
            else:
                changed.append((*row, record.nr))
        self._connection.executemany(_ADD, added)
        self._connection.executemany(_SET, changed)
        search_index.drop(self._connection, [r.nr for r in touched if not r.is_new])
        search_index.put(
            self._connection,
            [(r.nr, r.key[0], fields[r.nr]) for r in touched if r.nr not in away],
        )
        self._settle_corrections(touched)
        return sum(record.state_change() for record in touched)

    def _row(self, record: Folded, state: str, away: set[int]) -> tuple[object, ...]:
        return (
            record.nr in away,
            len(showing.fields_in_clash(record.registers)),
            record.device,
            record.created_ms,
            record.changed_ms,
            record.first,
            record.last,
            pack(record.registers),
            state,
        )

    def _load(self, key: Key) -> Folded:
        subject, kind, id = key
        row = self._connection.execute(_FIND, (id, subject, kind, self._space)).fetchone()
        if row is None:
            if self._newest is None:
                self._newest = self._connection.execute(_NEWEST).fetchone()[0]
            self._newest += 1
            return Folded(self._newest, key, lambda change: False)
        nr, block, first, last, device, created_ms, changed_ms = row
        return Folded(
            nr,
            key,
            lambda change: self._is_stored(change, nr),
            is_new=False,
            registers=unpack(block),
            first=first,
            last=last,
            device=device,
            created_ms=created_ms,
            changed_ms=changed_ms,
        )

    def _is_stored(self, change: bytes, nr: int) -> bool:
        found = self._connection.execute(_IS_STORED, (change, self._space, nr)).fetchone()
        return found is not None

    def _settle_corrections(self, touched: list[Folded]) -> None:
        immutable = [record for record in touched if len(record.key[2]) == 32]
        if not immutable:
            return
        ids = [record.key[2] for record in immutable]
        named = corrections.corrected_among(self._connection, ids)
        for record in immutable:
            target = corrections.named_by(record.key[1], showing.shown_fields(record.registers))
            if target is not None:
                named.add(target)
        corrections.settle(self._connection, self._space, named)
