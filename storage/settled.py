"""Fields that have one value though several were written: read from the newest changes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.changes import Change, decode_change
from app.domain.clashes import HowSettled, Settled
from app.domain.encoding import encode
from app.domain.history import is_reason
from app.domain.merging import is_clash
from app.domain.records import Version
from app.domain.sensitive import GUARDS
from storage.connection import Connection
from storage.leases import Gate
from storage.registers import Registers, unpack

_LOOKED_THROUGH = 5_000
"""No more of the newest changes than this: a page need not wait for a whole year's."""
_RECORDS = """
    select distinct r.nr, r.id, r.kind, r.subject, r.space, r.registers from (
        select record, ms from change order by nr desc limit ?
    ) c
    join record r on r.nr = c.record
    where c.ms >= ? and r.registers <> x'' and length(r.id) = 16 and r.is_away = 0
"""
_CHANGES = """
    select c.bytes, c.space, a.name, c.ms, d.name, d.is_own, c.device from json_each(?) wanted
    join change c on c.id = unhex(wanted.value)
    join device d on d.nr = c.device
    join author a on a.nr = d.author
"""


@dataclass(frozen=True, slots=True)
class _Known:
    """A change with who wrote it, on which device."""

    change: Change
    author: str
    ms: int
    pc: str
    is_here: bool
    device: int

    def version(self, field: str) -> Version:
        """What it says in a field."""
        value = self.change.set.get(field)
        return Version(self.change.id, value, self.author, self.ms, self.pc, self.is_here)


_Row = tuple[bytes, str, bytes, int, Registers]


def read(connection: Connection, gate: Gate, *, since_ms: int, most: int) -> list[Settled]:
    """Fields of records that can change, settled since then; newest first, no more than `most`."""
    met = connection.execute(_RECORDS, (_LOOKED_THROUGH, since_ms)).fetchall()
    shown = set(gate.shown([row[0] for row in met]))
    rows = [
        (id, kind, subject, space, unpack(block, None))
        for nr, id, kind, subject, space, block in met
        if kind not in GUARDS and nr in shown
    ]
    heads = _known(connection, _ids(rows))
    named = {id.hex() for each in heads.values() for ids in each.change.over.values() for id in ids}
    known = {**_known(connection, sorted(named)), **heads}
    found = [
        each for row in rows for each in _of_record(row, known) if each.latest.at_ms >= since_ms
    ]
    return sorted(found, key=lambda each: each.latest.at_ms, reverse=True)[:most]


def _ids(rows: Sequence[_Row]) -> list[str]:
    return sorted(
        {
            id.hex()
            for *_, registers in rows
            for register in registers.fields.values()
            for id in register.heads
        }
    )


def _known(connection: Connection, ids: Sequence[str]) -> dict[tuple[bytes, int], _Known]:
    rows = connection.execute(_CHANGES, (json.dumps(list(ids)),)).fetchall()
    return {(each.change.id, space): each for space, each in map(_read, rows)}


def _read(row: Sequence[Any]) -> tuple[int, _Known]:
    encoded, space, author, ms, pc, is_own, device = row
    return space, _Known(decode_change(encoded), author, ms, pc, bool(is_own), device)


def _of_record(row: _Row, known: dict[tuple[bytes, int], _Known]) -> Iterator[Settled]:
    id, kind, subject, space, registers = row
    for field, register in registers.fields.items():
        heads = [each for head in register.heads if (each := known.get((head, space))) is not None]
        if not heads or is_reason(field) or is_clash(list(register.heads.values())):
            continue
        newest = max(heads, key=lambda each: (each.change.at, each.change.id))
        ids = {id for each in heads for id in each.change.over.get(field, ())}
        before = [each for one in sorted(ids) if (each := known.get((one, space))) is not None]
        before = [each for each in before if field in each.change.set]
        how = _how(field, newest, heads, before)
        if how is not None:
            earlier = [each for each in heads if each is not newest] or before
            versions = tuple(each.version(field) for each in earlier)
            yield Settled(how, id, kind, subject, field, newest.version(field), versions)


def _how(
    field: str, newest: _Known, heads: Sequence[_Known], before: Sequence[_Known]
) -> HowSettled | None:
    """Why there is one value, or None where one person alone wrote what stands there."""
    if len(heads) > 1:
        return HowSettled.EQUAL if len({each.device for each in heads}) > 1 else None
    values = {encode(each.change.set[field]) for each in before}
    if len(values) > 1:
        return HowSettled.CHOSEN
    is_other = values != {encode(newest.change.set[field])}
    by_others = any(each.device != newest.device for each in before)
    return HowSettled.REPLACED if before and is_other and by_others else None
