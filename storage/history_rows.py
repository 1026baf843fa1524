"""Changes and accesses of a record or a whole file as one list, newest first, a page at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from app.domain.changes import Change, decode_change
from app.domain.history import PAGE, Looked, Mark, Page, Written
from storage.connection import Connection
from storage.leases import HIDES_LINE, HIDES_RECORD, Gate

_CHANGES, _ACCESSES, _COLLEAGUES = 0, 1, 2
# Of a record: its own changes and what corrects it, what was done with it, and what was done with
# its file as a whole. The file's own history has no record.
_PAGE = """
    select ms, source, nr from (
        select c.ms as ms, 0 as source, c.nr as nr from record r join change c on c.record = r.nr
        where r.subject = ?1 and (?2 is null or r.id = ?2 or r.corrects = ?3)
            and not exists ({record})
        union all
        select a.ms, 1, a.nr from access a
        where a.subject = ?1 and (?2 is null or a.record = ?2 or a.record is null or a.record = ?1)
            and not exists ({access})
        union all
        select l.ms, 2, l.nr from look l join device d on d.nr = l.device
        where l.subject = ?1 and (?2 is null or l.record = ?2 or l.record is null or l.record = ?1)
            and not exists ({look})
            and exists (
                select 1 from device o
                where o.space = l.space and o.is_own and o.role = 'lead' and o.removed_ms is null
            )
            and not (d.is_own and exists (
                select 1 from access e
                where e.subject = l.subject and e.ms = l.ms and e.what = l.what
            ))
    )
    where ?4 is null or (ms, source, nr) < (?4, ?5, ?6)
    order by ms desc, source desc, nr desc limit ?7
""".format(  # noqa: S608 - no value of a person's
    record=HIDES_RECORD.format(closed="?8"),
    access=HIDES_LINE.format(line="a", closed="?8"),
    look=HIDES_LINE.format(line="l", closed="?8"),
)
_WRITTEN = """
    select c.nr, c.bytes, a.name, d.name, d.is_own from json_each(?) wanted
    join change c on c.nr = wanted.value
    join device d on d.nr = c.device
    join author a on a.nr = d.author
"""
_LOOKED = """
    select e.nr, e.ms, a.name, e.what, e.record, e.detail from json_each(?) wanted
    join access e on e.nr = wanted.value
    join author a on a.nr = e.author
"""
_SEEN = """
    select l.nr, l.ms, a.name, l.what, l.record, l.detail, d.name from json_each(?) wanted
    join look l on l.nr = wanted.value
    join device d on d.nr = l.device
    join author a on a.nr = d.author
"""
_BEFORE = """
    select distinct c.bytes from json_each(?) wanted join change c on c.id = unhex(wanted.value)
"""


def page(
    connection: Connection,
    gate: Gate,
    subject: bytes,
    record: bytes | None,
    *,
    after: Mark | None,
) -> Page:
    """The newest 100 entries of a record, or of the whole file, older than a mark."""
    digits = None if record is None else record.hex()
    start = (None, None, None) if after is None else (after.ms, after.source, after.nr)
    asked = (subject, record, digits, *start, PAGE + 1, gate.listed)
    rows = connection.execute(_PAGE, asked).fetchall()
    marks = [Mark(*row) for row in rows]
    shown = marks[:PAGE]
    found = {
        _CHANGES: _written(connection, _numbers(shown, _CHANGES)),
        _ACCESSES: _looked(connection, _LOOKED, _numbers(shown, _ACCESSES)),
        _COLLEAGUES: _looked(connection, _SEEN, _numbers(shown, _COLLEAGUES)),
    }
    entries = tuple(found[each.source][each.nr] for each in shown)
    return Page(entries, shown[-1] if len(marks) > PAGE else None)


def _written(connection: Connection, numbers: Sequence[int]) -> dict[int, Written | Looked]:
    rows = connection.execute(_WRITTEN, (json.dumps(list(numbers)),)).fetchall()
    changes = {row[0]: decode_change(row[1]) for row in rows}
    before = _before(connection, changes.values())
    return {
        nr: Written(changes[nr], author, pc, bool(is_own), _named(changes[nr], before))
        for nr, _, author, pc, is_own in rows
    }


def _before(connection: Connection, changes: Iterable[Change]) -> dict[bytes, Change]:
    named = {id.hex() for change in changes for ids in change.over.values() for id in ids}
    rows = connection.execute(_BEFORE, (json.dumps(sorted(named)),))
    found = [decode_change(row[0]) for row in rows]
    return {change.id: change for change in found}


def _named(change: Change, before: dict[bytes, Change]) -> dict[bytes, Change]:
    ids = {id for named in change.over.values() for id in named}
    return {id: before[id] for id in ids if id in before}


def _numbers(shown: Sequence[Mark], source: int) -> list[int]:
    return [each.nr for each in shown if each.source == source]


def _looked(
    connection: Connection, sql: str, numbers: Sequence[int]
) -> dict[int, Written | Looked]:
    rows = connection.execute(sql, (json.dumps(list(numbers)),))
    return {row[0]: Looked(*row[1:]) for row in rows}
