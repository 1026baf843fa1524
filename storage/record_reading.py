"""Stored rows as records: one query for many rows, one for how far their changes got."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import cbor2

from app.domain.encoding import Value
from app.domain.merging import AWAY
from app.domain.records import Record, Version
from storage import showing
from storage.connection import Connection
from storage.reach import Reaches
from storage.registers import Registers, unpack

_ROWS = """
    select r.nr, r.id, r.kind, r.subject, r.space, s.id, a.name, r.created_ms, r.changed_ms,
        r.is_away, r.clashes, substr(r.first, 9), r.registers, c.bytes,
        case when s.is_home or s.id is null then '' else coalesce(nullif(s.title, ''), ?2) end
    from json_each(?1) wanted
    join record r on r.nr = wanted.value
    join space s on s.nr = r.space
    join device d on d.nr = r.device
    join author a on a.nr = d.author
    left join change c on r.registers = x'' and c.record = r.nr
"""
_VERSION = """
    select a.name, c.ms, d.name, d.is_own from change c
    join device d on d.nr = c.device
    join author a on a.nr = d.author
    where c.id = ? and c.space = ?
"""
_PAGE = 500
_UNNAMED = "a space without a name"
Heads = dict[str, tuple[bytes, ...]]


def read_rows(connection: Connection, numbers: Sequence[int]) -> list[Record]:
    """The records with these row numbers, in this order; those that are gone are left out."""
    records: list[Record] = []
    for start in range(0, len(numbers), _PAGE):
        wanted = numbers[start : start + _PAGE]
        listed = json.dumps(list(wanted))
        rows = {row[0]: row for row in connection.execute(_ROWS, (listed, _UNNAMED))}
        reaches = Reaches(connection, listed)
        records += [_record(connection, rows[nr], reaches) for nr in wanted if nr in rows]
    return records


def _record(connection: Connection, row: tuple[Any, ...], reaches: Reaches) -> Record:
    nr, id, kind, subject, space, space_id, author, created, changed, away, clash_count = row[:11]
    first, block, only_change, apart = row[11:]
    clashes = {}
    if only_change is not None and not clash_count:
        fields, heads = _of_one(first, only_change)
    else:
        registers = unpack(block, only_change)
        fields, heads = showing.shown_fields(registers), _heads(registers)
        if clash_count:
            clashes = _clashes(connection, registers, space)
    return Record(
        id=id,
        kind=kind,
        subject=subject,
        space=space_id,
        fields=fields,
        clashes=clashes,
        heads=heads,
        author=author,
        created_ms=created,
        changed_ms=changed,
        is_away=bool(away),
        sync=reaches.sync(nr),
        seen_by=reaches.seen_by(nr, space),
        reach=reaches.reach(nr, space),
        apart=apart,
    )


def _of_one(id: bytes, encoded: bytes) -> tuple[dict[str, Value], Heads]:
    """Fields and heads of a record of one change, as most are, without making registers."""
    values: dict[str, Value] = cbor2.loads(encoded)["set"]
    fields: dict[str, Value] = {
        name: value for name, value in sorted(values.items()) if value is not None
    }
    return fields, dict.fromkeys(values, (id,))


def _heads(registers: Registers) -> Heads:
    return {name: tuple(sorted(each.heads)) for name, each in registers.fields.items()}


def _clashes(
    connection: Connection, registers: Registers, space: int
) -> dict[str, tuple[Version, ...]]:
    clashes = {}
    for name in showing.fields_in_clash(registers):
        heads = sorted(registers.heads(name), key=lambda head: (head.at, head.change))
        versions = [(head.change, head.value) for head in heads]
        if name == AWAY:
            versions += [(id, None) for id in showing.unseen(registers)]
        clashes[name] = tuple(_version(connection, id, value, space) for id, value in versions)
    return clashes


def _version(connection: Connection, id: bytes, value: Value, space: int) -> Version:
    author, ms, pc, is_own = connection.execute(_VERSION, (id, space)).fetchone()
    return Version(id, value, author, ms, pc, bool(is_own))
