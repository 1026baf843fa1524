"""Erase what a lead's statement names: changes and all that was derived from them, at once.

What stays of it is the ids of the changes, and a line that says when, by whom and why. Pages are
overwritten by SQLite (`secure_delete`), in the search index too.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from app.domain.digest import Digest, add
from app.ports.erasing import Erasing
from storage import access_log, corrections, look_rows, parcel_rows, search_index, space_rows
from storage.connection import Connection
from storage.rebuilding import fold
from storage.registers import unpack
from storage.spaces import log_rows
from storage.state_sum import terms

_NAMED = """
    select c.nr, c.id, c.record, c.bytes, c.position, c.part from change c
    where c.space = ?1 and c.position is not null
        and (c.position, c.part) in (select value ->> 0, value ->> 1 from json_each(?2))
"""
# Should the erasure be lost with the log, these are the places to be named again.
_KEEP_PLACE = """
    insert or ignore into change_again (space, id, position, part) values (?, ?, ?, ?)
"""
_DELETE_CHANGES = "delete from change where nr in (select value from json_each(?))"
_DELETE_REFUSALS = "delete from refusal where change in (select value from json_each(?))"
_REMEMBER = "insert or ignore into erased_change (space, id) values (?, ?)"
_RECORDS = """
    select r.nr, r.subject, r.kind, r.id, r.registers, c.bytes
    from record r left join change c on r.registers = x'' and c.record = r.nr
    where r.nr in (select value from json_each(?))
"""
_DELETE_RECORDS = "delete from record where nr in (select value from json_each(?))"
_LEFT = """
    select nr, device, bytes from change
    where record in (select value from json_each(?)) order by nr
"""
_SEALED = "select groups from sealed_entry where space = ? and position = ?"
_SET_SEALED = "update sealed_entry set groups = ? where space = ? and position = ?"
_IS_ELSEWHERE = "select exists (select 1 from record where subject = ? and space <> ?)"
_DRAFTS = "delete from draft where subject = ? and kept_ms < ?"
_ADD = """
    insert into erasure (
        space, hash, position, subject, kind, record, reason, author, at_ms, done_ms, objects
    ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_IS_DONE = "select exists (select 1 from erasure where space = ? and hash = ?)"


def carry_out(connection: Connection, space: int, erasing: Erasing, *, now_ms: int) -> int:
    """Erase it in the caller's transaction; gives how many changes went, 0 if it was done before.

    A draft of the file goes if it was kept before the erasure was signed: what is typed after that
    is of someone who may not know of it.
    """
    if connection.execute(_IS_DONE, (space, erasing.hash)).fetchone()[0]:
        return 0
    count = erase_places(connection, space, erasing.groups)
    _erase_sealed(connection, space, erasing.groups)
    target = erasing.target
    if target is not None and target.is_file:
        _forget_file(connection, space, target.subject, before_ms=erasing.at_ms)
    connection.execute(
        _ADD,
        (
            space,
            erasing.hash,
            erasing.position,
            None if target is None else target.subject,
            None if target is None else target.kind,
            None if target is None else target.record,
            erasing.reason,
            erasing.author,
            erasing.at_ms,
            now_ms,
            json.dumps([each.hex() for each in erasing.objects]),
        ),
    )
    return count


def _forget_file(connection: Connection, space: int, subject: bytes, *, before_ms: int) -> None:
    """What is kept of a file outside the changes; of one of another space it is not theirs to say,
    whose lead names it. What goes to other teams is of the space that it goes from.
    """
    parcel_rows.erase_of(connection, subject, space)
    if connection.execute(_IS_ELSEWHERE, (subject, space)).fetchone()[0]:
        return
    connection.execute(_DRAFTS, (subject, before_ms))
    access_log.forget_words(connection, subject, before_ms=before_ms)
    look_rows.forget_words(connection, subject, before_ms=before_ms)
    parcel_rows.erase_of(connection, subject)


def erase_places(connection: Connection, space: int, groups: Collection[tuple[int, int]]) -> int:
    """Erase the changes that stand at these places (position, part); gives how many."""
    listed = json.dumps([list(group) for group in groups])
    rows = connection.execute(_NAMED, (space, listed)).fetchall()
    connection.executemany(_KEEP_PLACE, [(space, row[1], row[4], row[5]) for row in rows])
    _erase_changes(connection, space, rows)
    return len(rows)


def _erase_changes(connection: Connection, space: int, rows: Sequence[tuple[Any, ...]]) -> None:
    if not rows:
        return
    records = _numbers({row[2] for row in rows})
    before, corrected = _forget_records(connection, records)
    for statement in (_DELETE_CHANGES, _DELETE_REFUSALS):
        connection.execute(statement, (_numbers(row[0] for row in rows),))
    connection.executemany(_REMEMBER, [(space, row[1]) for row in rows])
    left = connection.execute(_LEFT, (records,)).fetchall()
    folded = fold(connection, space, left, Digest())
    digest = space_rows.read_digest(connection, space)
    have = sum(Digest().with_change(row[1]).have for row in rows)
    after = Digest(add(digest.have, -have), add(digest.state, folded.state - before))
    space_rows.write_digest(connection, space, after)
    corrections.settle(connection, space, corrected)


def _forget_records(connection: Connection, listed: str) -> tuple[int, set[str]]:
    """Their terms of the digest's `state`, and what the corrections among them had put away."""
    total, corrected, numbers = 0, set(), []
    for nr, subject, kind, id, block, only in connection.execute(_RECORDS, (listed,)).fetchall():
        registers = unpack(block, only)
        heads = {name: register.heads for name, register in registers.fields.items()}
        total += terms((subject, kind, id), heads)
        values = {name: each.value for name, kept in heads.items() for each in kept.values()}
        named = corrections.named_by(kind, values)
        if named is not None:
            corrected.add(named)
        numbers.append((nr, kind))
    search_index.drop(connection, numbers)
    connection.execute(_DELETE_RECORDS, (listed,))
    return total, corrected


def _erase_sealed(connection: Connection, space: int, groups: Collection[tuple[int, int]]) -> None:
    """The copies as they travelled, of entries that wait for a key or a lead too."""
    for position in sorted({position for position, _ in groups}):
        row = connection.execute(_SEALED, (space, position)).fetchone()
        if row is None:
            continue
        parts = list(log_rows.unpack(row[0]))
        for at, part in groups:
            if at == position and part < len(parts):
                parts[part] = None
        connection.execute(_SET_SEALED, (log_rows.pack(tuple(parts)), space, position))


def _numbers(values: Iterable[int]) -> str:
    return json.dumps(sorted(values))
