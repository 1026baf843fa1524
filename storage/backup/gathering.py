"""A new file of records from everything of a damaged one that can be read."""

from __future__ import annotations

from app.domain.digest import Digest
from storage import space_rows
from storage.backup import table_sql
from storage.backup.readable import Readable
from storage.connection import Connection
from storage.verifying import is_sound

# What is worked out from the changes, and what an index keeps for itself.
_DERIVED = ("record", "search")
_CHANGES = "select nr, id, at, cast(bytes as blob) from change"
_DROP_CHANGE = "delete from change where nr = ?"
_OWN_SPACE = "insert or ignore into space (nr, title, is_home) values (1, '', 0)"
_HOME_IF_NONE = (
    "update space set is_home = 1 where nr = 1 and not exists (select 1 from space where is_home)"
)
_PERSON = "insert or ignore into author (nr, id, name) values (1, ?, ?)"
_OWN_DEVICE = """
    insert into device (space, id, author, name, role, is_own)
    select s.nr, m.device, 1, '', 'lead', 1 from space s
    left join membership m on m.space = s.nr
    where (s.nr = 1 or m.space is not null)
        and not exists (select 1 from device d where d.space = s.nr and d.is_own)
"""
_TO_OWN_SPACE = """
    update or ignore change set space = 1, status = 'waiting', position = null, part = null
    where space not in (select nr from space)
"""
_TWICE = "delete from change where space not in (select nr from space)"
_TO_OWN_DEVICE = """
    update change set device = (
        select max(nr) from device d where d.space = change.space and d.is_own
    ) where not exists (select 1 from device d where d.nr = change.device)
        and exists (select 1 from device d where d.space = change.space and d.is_own)
"""
_MEMBERSHIPS = "select m.space, s.id, m.position from membership m join space s on s.nr = m.space"
_HELD = """
    select (select count(*) from log l where l.space = ?1 and l.position <= ?2),
        (select count(*) from log l where l.space = ?1 and l.state = 'statement'
            and not exists (select 1 from sealed_entry e
                where e.space = l.space and e.position = l.position))
"""
_FORGET_LOG = (
    "delete from log where space = ?",
    "delete from sealed_entry where space = ?",
    # Receipts go on to bind the service; by the number alone an exchange takes changes for known.
    "update receipt set incarnation = x'', seq = -nr where space = ?",
    "update heard set position = 0, mark = null, mark_ms = null where space = ?",
)
_FROM_START = """
    update membership set position = 0, running = ?, head = x'', mark = null where space = ?
"""


def gather(readable: Readable, target: Connection) -> int:
    """Copy every readable row into a new database of the same schema; gives the changes kept.

    What is worked out from changes is left to `storage.rebuilding`. A change counts only if its
    bytes are what was written, by its own id.
    """
    for table, is_keyed, key in target.execute(table_sql.TABLES).fetchall():
        if table.partition("_")[0] not in _DERIVED:
            _copy(readable, target, table, key if is_keyed else None)
    kept = 0
    for nr, id, at, encoded in target.execute(_CHANGES).fetchall():
        if is_sound(id, at, encoded):
            kept += 1
        else:
            target.execute(_DROP_CHANGE, (nr,))
    return kept


def mend(connection: Connection, *, author: bytes) -> None:
    """Put what stands alone where it can be read and sent; `author` is used if she is lost too.

    A space whose log has gaps is read from its start again, so that the service and colleagues
    give back what could not be read here.
    """
    connection.execute(_PERSON, (author, ""))
    connection.execute(_OWN_SPACE)
    connection.execute(_HOME_IF_NONE)
    connection.execute(_TO_OWN_SPACE)
    connection.execute(_TWICE)
    connection.execute(_OWN_DEVICE)
    connection.execute(_TO_OWN_DEVICE)
    for space, id, position in connection.execute(_MEMBERSHIPS).fetchall():
        space_rows.write_digest(connection, space, Digest())
        known, lost = connection.execute(_HELD, (space, position)).fetchone()
        if known != position or lost:
            read_from_start(connection, space, id)


def read_from_start(connection: Connection, space: int, id: bytes) -> None:
    """Let the next exchange take in the whole log of a space again; changes are kept."""
    for statement in _FORGET_LOG:
        connection.execute(statement, (space,))
    connection.execute(_FROM_START, (id, space))


def _copy(readable: Readable, target: Connection, table: str, key: str | None) -> None:
    wanted = {row[0] for row in target.execute(table_sql.COLUMNS, (table,))}
    columns = [name for name in readable.columns(table) if name in wanted]
    if not columns:
        return
    add = table_sql.insert(table, columns)
    if key is not None:
        target.executemany(add, readable.keyed_rows(table, columns, key))
        return
    target.executemany(add, (row for _, row in readable.rows(table, columns)))
