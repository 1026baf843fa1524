"""Whether everything stored is what was written: pages, changes, and what follows from them."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from app.domain.changes import Change, decode_change
from app.domain.digest import Digest
from app.errors import Damaged, Untrusted
from storage import corrections, showing, space_rows
from storage.connection import Connection
from storage.failures import told
from storage.folding import Folded
from storage.registers import pack

_DERIVED = {"vault.found_records", "vault.found_digests"}
_PAGES = "pragma cipher_integrity_check"
_STRUCTURE = "pragma integrity_check"
# SQLite 3.53's check of FTS5 takes the structure this connection saw last for the present one, and
# calls what another connection has merged since corrupt; a query looks for the present one.
_LOOK_AGAIN = "select rowid from search where search match 'a' limit 1"
_SPACES = "select nr from space order by nr"
# By the index, so that nothing is sorted: both go through a vault of any size side by side.
_CHANGES = """
    select record, id, at, cast(bytes as blob), device from change indexed by change_of_record
    where space = ? and typeof(record) = 'integer' order by record
"""
_RECORDS = """
    select nr, subject, kind, id, is_away, clashes, device, created_ms, changed_ms, first, last,
        registers, json(state)
    from record where space = ? order by nr
"""
_WITHOUT_RECORD = """
    select count(*) from change c
    where not exists (select 1 from record r where r.nr = c.record and r.space = c.space)
"""
_Changes = list[tuple[Change, int]]


@dataclass(slots=True)
class _Counts:
    """How many changes, records and digests are not what they should be."""

    changes: int = 0
    records: int = 0
    digests: int = 0


def is_derived(found: Iterable[Damaged]) -> bool:
    """Whether all that was found can be made again from the changes."""
    return {finding.code for finding in found} <= _DERIVED


def findings(connection: Connection) -> list[Damaged]:
    """What is damaged, none if all is well; the sentence of each says what is safe."""
    found: list[Damaged] = []
    checks: tuple[Callable[[Connection], list[Damaged]], ...] = (
        _page_findings,
        _structure_findings,
        _content_findings,
    )
    for check in checks:
        try:
            with told():
                found += check(connection)
        except Damaged as damage:
            found.append(damage)
        if found:
            break  # What stands on damaged ground would only repeat it.
    return found


def is_sound(id: bytes, at: bytes, encoded: bytes) -> bool:
    """Whether the bytes of a change are what was written, by the id they give."""
    return _sound(id, at, encoded) is not None


def _sound(id: bytes, at: bytes, encoded: bytes) -> Change | None:
    try:
        change = decode_change(encoded)
    except Untrusted:
        return None
    return change if change.id == id and change.at.to_bytes(8, "big") == at else None


def _page_findings(connection: Connection) -> list[Damaged]:
    count = len(connection.execute(_PAGES).fetchall())
    return [Damaged("vault.found_pages", count=count)] if count else []


def _structure_findings(connection: Connection) -> list[Damaged]:
    connection.execute(_LOOK_AGAIN).fetchall()
    lines = [row[0] for row in connection.execute(_STRUCTURE)]
    return [] if lines == ["ok"] else [Damaged("vault.found_structure", count=len(lines))]


def _content_findings(connection: Connection) -> list[Damaged]:
    counts = _Counts(records=connection.execute(_WITHOUT_RECORD).fetchone()[0])
    corrected = corrections.corrected(connection)
    for (space,) in connection.execute(_SPACES).fetchall():
        _look_through(connection, space, corrected, counts)
    if counts.changes:  # The others follow from them.
        return [Damaged("vault.found_changes", count=counts.changes)]
    found = []
    if counts.records:
        found.append(Damaged("vault.found_records", count=counts.records))
    if counts.digests:
        found.append(Damaged("vault.found_digests", count=counts.digests))
    return found


def _look_through(
    connection: Connection, space: int, corrected: Collection[int], counts: _Counts
) -> None:
    digest = Digest()
    for row, changes in _side_by_side(connection, space, counts):
        derived = _derive(row, changes)
        counts.records += not _is_as_derived(row, derived, is_corrected=row[0] in corrected)
        digest = digest.with_heads(0, derived.state_change())
        for id in derived.taken:
            digest = digest.with_change(id)
    counts.digests += digest != space_rows.read_digest(connection, space)


def _side_by_side(
    connection: Connection, space: int, counts: _Counts
) -> Iterator[tuple[tuple[Any, ...], _Changes]]:
    """Each record with its changes; those that belong to none are decoded all the same."""
    groups = _by_record(connection, space, counts)
    at, changes = next(groups, (None, []))
    for row in connection.execute(_RECORDS, (space,)):
        while at is not None and at < row[0]:
            at, changes = next(groups, (None, []))
        yield row, changes if at == row[0] else []
    for _ in groups:
        pass


def _by_record(
    connection: Connection, space: int, counts: _Counts
) -> Iterator[tuple[int, _Changes]]:
    for nr, rows in groupby(connection.execute(_CHANGES, (space,)), itemgetter(0)):
        changes = [(_sound(id, at, encoded), device) for _, id, at, encoded, device in rows]
        sound = [(change, device) for change, device in changes if change is not None]
        counts.changes += len(changes) - len(sound)
        yield nr, sound


def _derive(row: tuple[Any, ...], changes: _Changes) -> Folded:
    record = Folded(row[0], (row[1], row[2], row[3]), lambda id: False)
    for change, device in changes:
        if (change.subject, change.kind, change.of) == record.key:
            record.take(change, device)
    return record


def _is_as_derived(row: tuple[Any, ...], derived: Folded, *, is_corrected: bool) -> bool:
    registers = derived.registers
    expected = (
        len(showing.fields_in_clash(registers)),
        derived.device,
        derived.created_ms,
        derived.changed_ms,
        derived.first,
        derived.last,
        b"" if derived.is_one_change else pack(registers),
    )
    return (
        tuple(row[5:12]) == expected
        and bool(row[4]) == (is_corrected or showing.is_put_away(registers))
        and json.loads(row[12]) == showing.shown_fields(registers)
    )
