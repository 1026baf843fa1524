"""The other devices of a space, and how far each is known to have read."""

from __future__ import annotations

from collections.abc import Sequence

from app.errors import Damaged
from app.ports.exchange import Arrived, EntryState, Heard, LogEntry, Member
from storage.connection import Connection
from storage.folding import LARGEST_INTEGER

_READS_NOTHING = "writer"
_COUNTS = (EntryState.APPLIED, EntryState.PARKED)
_DEVICE = "select nr from device where space = ? and id = ?"
_ADD_DEVICE = """
    insert into device (space, id, author, name, role, added_ms, removed_ms, waits)
    values (?, ?, ?, ?, ?, ?, ?, ?)
"""
_SET_DEVICE = """
    update device
    set name = coalesce(?, name), role = ?, added_ms = coalesce(?, added_ms),
        removed_ms = coalesce(?, removed_ms), waits = ?
    where nr = ?
"""
_AUTHOR = "select nr from author where id = ?"
_ADD_AUTHOR = "insert into author (id, name) values (?, ?)"
# Every space has its own id for a person: one that another space knew first is not this one's.
_NAME_AUTHOR = """
    update author set name = ?1 where id = ?2 and nr <> 1
        and not exists (select 1 from device d where d.author = author.nr and d.space <> ?3)
"""
_ADD_HEARD = """
    insert or ignore into heard (device, space, is_colleague)
    select ?1, ?2, m.author <> ?3 from membership m where m.space = ?2
"""
_SET_OWN_AUTHOR = "update membership set author = ? where space = ?"
_SET_MINE = """
    update heard set is_colleague = 0 where space = ? and device in (
        select d.nr from device d join author a on a.nr = d.author where a.id = ?
    )
"""
_READ_TO = "update heard set position = max(position, ?) where device = ?"
_MARK = """
    update heard set position = max(position, ?), mark = ?, mark_ms = ? where device = ?
"""
_IS_OWN = "select device = ? from membership where space = ?"


def put_members(connection: Connection, space: int, members: Sequence[Member]) -> None:
    """Keep devices as their statements tell of them, and the people they belong to."""
    for member in members:
        is_own = connection.execute(_IS_OWN, (member.device, space)).fetchone()[0]
        nr = device_nr(connection, space, member.device)
        if nr is None:
            author = _author_nr(connection, member)
            row = (space, member.device, author, member.pc or "", *_told(member))
            nr = connection.execute(_ADD_DEVICE, row).lastrowid
        else:
            connection.execute(_SET_DEVICE, (member.pc or None, *_told(member), nr))
        if is_own:
            connection.execute(_SET_OWN_AUTHOR, (member.author, space))
            connection.execute(_SET_MINE, (space, member.author))
        else:
            if member.name:
                connection.execute(_NAME_AUTHOR, (member.name, member.author, space))
            if member.role != _READS_NOTHING:
                connection.execute(_ADD_HEARD, (nr, space, member.author))


def device_nr(connection: Connection, space: int, device: bytes) -> int | None:
    """The row number of a device, None if no statement told of it."""
    row = connection.execute(_DEVICE, (space, device)).fetchone()
    return None if row is None else int(row[0])


def device_nrs(connection: Connection, space: int, arrived: Sequence[Arrived]) -> dict[bytes, int]:
    """The row numbers of the devices that wrote these changes.

    Raises Damaged `vault.no_such_device` if no statement here told of one.
    """
    found = {device: device_nr(connection, space, device) for device in {a.device for a in arrived}}
    known = {device: nr for device, nr in found.items() if nr is not None}
    if len(known) < len(found):
        raise Damaged("vault.no_such_device")
    return known


def note_seen(connection: Connection, space: int, entries: Sequence[LogEntry]) -> None:
    """What an author had seen when she wrote is what her device has read.

    An entry that is held says nothing: it is not known to be hers, or not known to be true.
    """
    newest: dict[bytes, int] = {}
    for entry in entries:
        if entry.device is not None and entry.state in _COUNTS:
            newest[entry.device] = max(newest.get(entry.device, 0), entry.seen)
    for device, position in newest.items():
        connection.execute(_READ_TO, (position, device_nr(connection, space, device)))


def keep_marks(connection: Connection, space: int, heard: Sequence[Heard]) -> None:
    """Keep the newest mark of each device."""
    for each in heard:
        nr = device_nr(connection, space, each.device)
        time_ms = min(each.time_ms, LARGEST_INTEGER)
        connection.execute(_MARK, (each.position, each.mark, time_ms, nr))


def _told(member: Member) -> tuple[object, ...]:
    return (
        member.role,
        _kept(member.added_ms),
        _kept(member.removed_ms),
        not member.is_admitted,
    )


def _kept(ms: int | None) -> int | None:
    return None if ms is None else min(ms, LARGEST_INTEGER)


def _author_nr(connection: Connection, member: Member) -> int:
    row = connection.execute(_AUTHOR, (member.author,)).fetchone()
    if row is not None:
        return int(row[0])
    added = connection.execute(_ADD_AUTHOR, (member.author, member.name or ""))
    return added.lastrowid
