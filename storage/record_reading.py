"""Stored rows as records: one query for many rows, one for how far their changes got."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from app.domain.merging import AWAY
from app.domain.records import Record, SyncState, Version
from storage import showing
from storage.applying import REFUSED, SEALED, WAITING
from storage.connection import Connection
from storage.registers import Registers, unpack
from storage.seen_marks import seen_by

_ROWS = """
    select r.nr, r.id, r.kind, r.subject, r.space, s.id, a.name, r.created_ms, r.changed_ms,
        r.is_away, r.clashes, r.registers, c.bytes
    from json_each(?) wanted
    join record r on r.nr = wanted.value
    join space s on s.nr = r.space
    join device d on d.nr = r.device
    join author a on a.nr = d.author
    left join change c on r.registers = x'' and c.id = substr(r.first, 9) and c.space = r.space
"""
_STATUS = """
    select distinct record, status from change
    where record in (select value from json_each(?))
"""
_VERSION = """
    select a.name, c.ms from change c
    join device d on d.nr = c.device
    join author a on a.nr = d.author
    where c.id = ? and c.space = ?
"""
_PAGE = 500


def read_rows(connection: Connection, numbers: Sequence[int]) -> list[Record]:
    """The records with these row numbers, in this order; those that are gone are left out."""
    records: list[Record] = []
    for start in range(0, len(numbers), _PAGE):
        wanted = numbers[start : start + _PAGE]
        listed = json.dumps(list(wanted))
        rows = {row[0]: row for row in connection.execute(_ROWS, (listed,))}
        states = _sync_states(connection, listed)
        records += [
            _record(connection, rows[nr], states.get(nr, SyncState.RECEIVED))
            for nr in wanted
            if nr in rows
        ]
    return records


def _sync_states(connection: Connection, listed: str) -> dict[int, SyncState]:
    """Received only if every change is; refused if any is."""
    states: dict[int, SyncState] = {}
    for nr, status in connection.execute(_STATUS, (listed,)):
        if status == REFUSED:
            states[nr] = SyncState.REFUSED
        elif status in (WAITING, SEALED):
            states.setdefault(nr, SyncState.ONLY_HERE)
    return states


def _record(connection: Connection, row: tuple[Any, ...], state: SyncState) -> Record:
    nr, id, kind, subject, space, space_id, author, created, changed, away, clashes = row[:11]
    registers = unpack(*row[11:])
    return Record(
        id=id,
        kind=kind,
        subject=subject,
        space=space_id,
        fields=showing.shown_fields(registers),
        clashes=_clashes(connection, registers, space) if clashes else {},
        heads={name: tuple(sorted(each.heads)) for name, each in registers.fields.items()},
        author=author,
        created_ms=created,
        changed_ms=changed,
        is_away=bool(away),
        sync=state,
        seen_by=seen_by(connection, nr),
    )


def _clashes(
    connection: Connection, registers: Registers, space: int
) -> dict[str, tuple[Version, ...]]:
    clashes = {}
    for name in showing.fields_in_clash(registers):
        heads = sorted(registers.heads(name), key=lambda head: (head.at, head.change))
        versions = [(head.change, head.value) for head in heads]
        if name == AWAY:
            versions += [(id, None) for id in showing.unseen(registers)]
        clashes[name] = tuple(
            Version(id, value, *connection.execute(_VERSION, (id, space)).fetchone())
            for id, value in versions
        )
    return clashes
