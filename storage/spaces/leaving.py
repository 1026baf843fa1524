"""Leave a space: destroy what the vault holds of it, pages overwritten by SQLite."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeVar

from app.domain.attachment import is_object
from storage import search_index, settings
from storage.connection import Connection
from storage.objects.folder import Objects
from storage.vault import Vault

T = TypeVar("T")
_LEFT = "left_a_space"
_UNSENT = """
    select count(*) from change where space = ? and status in ('waiting', 'sealed', 'refused')
"""
_LAST_OWN = """
    select coalesce(max(position), 0) from (
        select position from receipt where space = ?1
        union all
        select l.position from log l join membership m on m.space = l.space and m.device = l.device
        where l.space = ?1 and l.seq is not null
    )
"""
# A PC that was removed destroys what it holds as this one does.
_READ_TO = """
    select coalesce(max(h.position), 0) from heard h join device d on d.nr = h.device
    where h.space = ? and d.removed_ms is null
"""
_RECORDS = "select nr, kind from record where space = ?"
_OBJECTS = """
    select state ->> '$.object' from record where space = ? and kind = 'attachment'
"""
_NAMED_ELSEWHERE = """
    select state ->> '$.object' from record where space <> ? and kind = 'attachment'
"""
_DRAFTS = """
    delete from draft where subject in (select subject from record where space = ?1)
        and subject not in (select subject from record where space <> ?1)
"""
_REFUSALS = "delete from refusal where change in (select nr from change where space = ?)"
_TRAVEL = "delete from object_travel where lower(hex(object)) in (select value from json_each(?))"
_FORGET = "delete from {} where space = ?"
_TABLES = (
    *("change", "record", "change_again", "erased_change", "erasure", "adopted"),
    *("look", "look_batch", "log", "sealed_entry", "outgoing", "receipt", "heard", "evidence"),
    *("content_key", "lost_key", "lost_statement", "membership", "device"),
    *("team", "team_statement", "parcel_sent", "parcel_arrived"),
)
# Their names bear its row number, which the next space may be given, or its id.
_SETTINGS = """
    delete from setting where name glob '*/' || ?1 or name glob '*/' || ?1 || '/*'
        or instr(name, (select lower(hex(id)) from space where nr = ?1))
"""
_AUTHORS = """
    delete from author
    where nr <> 1 and nr not in (select author from device)
        and nr not in (select author from access)
"""
_FORGET_SPACE = "delete from space where nr = ?"
_NEW_HOME = """
    update space set is_home = 1
    where nr = coalesce((select min(space) from membership), 1)
        and not exists (select 1 from space where is_home)
"""


class VaultLeaving:
    """A space of an open vault, about to be left; see `app.ports.leaving.LeavingStore`."""

    def __init__(self, vault: Vault, space: int) -> None:
        self._vault, self._space = vault, space

    def unsent(self) -> int:
        """How many changes have no receipt."""
        return self._count(_UNSENT)

    def last_own(self) -> int:
        """The position of this device's last segment."""
        return self._count(_LAST_OWN)

    def others_read_to(self) -> int:
        """The furthest that another device is known to have read."""
        return self._count(_READ_TO)

    def forget(self) -> None:
        """Destroy all of it; files of attachments go once that is certain."""
        objects = self._vault.write_here(
            lambda session: forget(session.connection, self._space, now_ms=session.now_ms())
        )
        folder = Objects(self._vault.path)
        for object in objects:
            folder.drop(object)

    def _count(self, sql: str) -> int:
        def work(connection: Connection) -> int:
            return int(connection.execute(sql, (self._space,)).fetchone()[0])

        return _read(self._vault, work)


def last_left(connection: Connection) -> int | None:
    """When a space was last destroyed here, ms since 1970; None if none ever was."""
    found = settings.read(connection, _LEFT)
    return found if isinstance(found, int) else None


def forget(connection: Connection, space: int, *, now_ms: int) -> list[str]:
    """Destroy what is held of a space, in the caller's transaction; gives the objects to delete."""
    search_index.drop(connection, connection.execute(_RECORDS, (space,)).fetchall())
    named = {row[0] for row in connection.execute(_OBJECTS, (space,))}
    kept = {row[0] for row in connection.execute(_NAMED_ELSEWHERE, (space,))}
    objects = sorted(each for each in named - kept if is_object(each))
    connection.execute(_TRAVEL, (json.dumps(objects),))
    connection.execute(_DRAFTS, (space,))
    connection.execute(_REFUSALS, (space,))
    for table in _TABLES:
        connection.execute(_FORGET.format(table), (space,))
    connection.execute(_SETTINGS, (space,))
    connection.execute(_AUTHORS)
    connection.execute(_FORGET_SPACE, (space,))
    connection.execute(_NEW_HOME)
    settings.write(connection, _LEFT, now_ms)
    return objects


def _read(vault: Vault, work: Callable[[Connection], T]) -> T:
    return vault.read_here(lambda reading: work(reading.connection))
