"""Whether everything stored is what was written: pages, changes, and what follows from them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from app.domain.changes import Change, decode_change
from app.domain.digest import Digest
from app.errors import Damaged, Untrusted
from storage import corrections, showing, space_rows
from storage.connection import Connection
from storage.failures import told
from storage.folding import Folded
from storage.registers import pack

_PAGES = "pragma cipher_integrity_check"
_STRUCTURE = "pragma integrity_check"
# SQLite 3.53's check of FTS5 takes the structure this connection saw last for the present one, and
# calls what another connection has merged since corrupt; a query looks for the present one.
_LOOK_AGAIN = "select rowid from search where search match 'a' limit 1"
_SPACES = "select nr from space order by nr"
_CHANGES = "select id, at, cast(bytes as blob) from change where space = ?"
_RECORDS = """
    select nr, subject, kind, id, is_away, clashes, device, created_ms, changed_ms, first, last,
        registers, json(state)
    from record where space = ?
"""
_OF_RECORD = "select bytes, device from change where record = ? and space = ?"
_WITHOUT_RECORD = """
    select count(*) from change c
    where not exists (select 1 from record r where r.nr = c.record and r.space = c.space)
"""


def findings(connection: Connection) -> list[Damaged]:
    """What is damaged, none if all is well; the sentence of each says what is safe."""
    found: list[Damaged] = []
    checks: tuple[Callable[[Connection], list[Damaged]], ...] = (
        _page_findings,
        _structure_findings,
        _change_findings,
        _derived_findings,
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


def _page_findings(connection: Connection) -> list[Damaged]:
    count = len(connection.execute(_PAGES).fetchall())
    return [Damaged("vault.found_pages", count=count)] if count else []


def _structure_findings(connection: Connection) -> list[Damaged]:
    connection.execute(_LOOK_AGAIN).fetchall()
    lines = [row[0] for row in connection.execute(_STRUCTURE)]
    return [] if lines == ["ok"] else [Damaged("vault.found_structure", count=len(lines))]


def _change_findings(connection: Connection) -> list[Damaged]:
    count = sum(
        not is_sound(id, at, encoded)
        for (space,) in connection.execute(_SPACES).fetchall()
        for id, at, encoded in connection.execute(_CHANGES, (space,))
    )
    return [Damaged("vault.found_changes", count=count)] if count else []


def is_sound(id: bytes, at: bytes, encoded: bytes) -> bool:
    """Whether the bytes of a change are what was written, by the id they give."""
    try:
        change = decode_change(encoded)
    except Untrusted:
        return False
    return change.id == id and change.at.to_bytes(8, "big") == at


def _derived_findings(connection: Connection) -> list[Damaged]:
    records: int = connection.execute(_WITHOUT_RECORD).fetchone()[0]
    digests = 0
    for (space,) in connection.execute(_SPACES).fetchall():
        digest = Digest()
        for row in connection.execute(_RECORDS, (space,)).fetchall():
            derived = _derive(connection, row, space)
            records += not _is_as_derived(connection, row, derived)
            digest = digest.with_heads(0, derived.state_change())
            for id in derived.taken:
                digest = digest.with_change(id)
        digests += digest != space_rows.read_digest(connection, space)
    found = []
    if records:
        found.append(Damaged("vault.found_records", count=records))
    if digests:
        found.append(Damaged("vault.found_digests", count=digests))
    return found


def _derive(connection: Connection, row: tuple[Any, ...], space: int) -> Folded:
    record = Folded(row[0], (row[1], row[2], row[3]), lambda id: False)
    for encoded, device in connection.execute(_OF_RECORD, (row[0], space)).fetchall():
        change: Change = decode_change(encoded)
        if (change.subject, change.kind, change.of) == record.key:
            record.take(change, device)
    return record


def _is_as_derived(connection: Connection, row: tuple[Any, ...], derived: Folded) -> bool:
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
    is_away = showing.is_put_away(registers) or corrections.is_corrected(connection, row[0])
    return (
        tuple(row[5:12]) == expected
        and bool(row[4]) == is_away
        and json.loads(row[12]) == showing.shown_fields(registers)
    )
