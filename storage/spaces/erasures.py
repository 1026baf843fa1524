"""Erasures of one space: what one has to name, which are done, and the files that go with them."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import cbor2

from app.domain.attachment import OBJECT, is_object
from app.ports.erasing import Erasing, Forgotten, Named, Target
from storage.connection import Connection
from storage.objects.arriving import Arriving
from storage.objects.folder import Objects
from storage.spaces.erasing import carry_out
from storage.vault import Vault

T = TypeVar("T")
_ATTACHMENT = "attachment"
_OF_FILE = "select nr from record where space = ?1 and subject = ?2"
_OF_RECORD = f"{_OF_FILE} and kind = ?3 and id = ?4"
_CHANGES = """
    select id, position, part, bytes from change
    where record in (select value from json_each(?)) and space = ?
"""
_AGAIN = "select position, part from change_again where space = ? and id = ?"
_CAME_AGAIN = """
    select a.position, a.part from change_again a
    left join erased_change e on e.id = a.id and e.space = a.space
    where a.space = ? group by a.position, a.part having count(*) = count(e.nr)
    order by a.position, a.part
"""
# No index holds places: all groups are looked for in one go over the changes.
_IN_GROUPS = """
    select id, position, part from change where space = ?1 and position is not null
        and (position, part) in (select value ->> 0, value ->> 1 from json_each(?2))
"""
_DONE = "select hash from erasure where space = ?"
_ALL_DONE = """
    select e.hash, e.subject, e.kind, e.record, e.reason, e.done_ms, e.record is null and exists (
        select 1 from record r where r.subject = e.subject and r.space = e.space
    )
    from erasure e where e.space = ?
"""
_FORGOTTEN = """
    select subject, reason, objects from erasure
    where space = ? and subject is not null
        and hex(hash) not in (select value from json_each(?))
    order by nr desc
"""
_OBJECTS = "select objects from erasure where space = ?"
_NAMED_NO_MORE = """
    select value from json_each(?) where value not in (
        select state ->> '$.object' from record
        where kind = 'attachment' and state ->> '$.object' is not null
    )
"""


@dataclass(frozen=True, slots=True)
class Done:
    """An erasure that was carried out here; `has_arrived_after` says that the file is here again,
    with what was written by someone who had not seen it.
    """

    subject: bytes | None
    kind: str | None
    record: bytes | None
    reason: str
    done_ms: int
    has_arrived_after: bool


class VaultErasures:
    """The erasures of one space of an open vault; see `app.ports.erasing.ErasingStore`."""

    def __init__(self, vault: Vault, space: int) -> None:
        self._vault, self._space = vault, space

    def done(self) -> frozenset[bytes]:
        """The hashes of those that were carried out here."""
        rows = self._read(lambda read: read.execute(_DONE, (self._space,)).fetchall())
        return frozenset(row[0] for row in rows)

    def all_done(self) -> dict[bytes, Done]:
        """What is kept of each that was carried out here, by its hash."""
        rows = self._read(lambda read: read.execute(_ALL_DONE, (self._space,)).fetchall())
        return {
            hash: Done(subject, kind, record, reason, done_ms, bool(after))
            for hash, subject, kind, record, reason, done_ms, after in rows
        }

    def came_again(self, named: Collection[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
        """The groups of nothing but erased changes, less those in `named`."""
        return self._read(lambda connection: _came_again(connection, self._space, named))

    def forgotten(self, known: Collection[bytes]) -> Forgotten | None:
        """What the erasures that were carried out here and are none of these come to."""
        listed = json.dumps([hash.hex().upper() for hash in known])
        asked = (self._space, listed)
        rows = self._read(lambda read: read.execute(_FORGOTTEN, asked).fetchall())
        if not rows:
            return None
        objects = {bytes.fromhex(id) for row in rows for id in json.loads(row[2])}
        return Forgotten(rows[0][0], rows[0][1], tuple(sorted(objects)))

    def named(self, target: Target) -> Named:
        """What an erasure of this has to name."""
        return self._read(lambda connection: _named(connection, self._space, target))

    def carry_out(self, erasing: Erasing) -> int:
        """Erase what it names; files of attachments go once that is certain."""
        count = self._vault.write_here(
            lambda session: carry_out(
                session.connection, self._space, erasing, now_ms=session.now_ms()
            )
        )
        self.drop_objects()
        return count

    def drop_objects(self) -> None:
        """Take away the files of attachments that were erased; one that is left goes next time."""
        objects, arriving = Objects(self._vault.path), Arriving(self._vault.path)
        listed = self._read(lambda read: read.execute(_OBJECTS, (self._space,)).fetchall())
        erased = json.dumps([each for row in listed for each in json.loads(row[0])])
        for (id,) in self._read(lambda read: read.execute(_NAMED_NO_MORE, (erased,)).fetchall()):
            objects.drop(id)
            arriving.drop(id)

    def _read(self, work: Callable[[Connection], T]) -> T:
        return self._vault.read_here(lambda reading: work(reading.connection))


def _came_again(
    connection: Connection, space: int, named: Collection[tuple[int, int]]
) -> tuple[tuple[int, int], ...]:
    found = connection.execute(_CAME_AGAIN, (space,)).fetchall()
    left = [place for place in found if place not in named]
    in_use = {place for _, place in _in_groups(connection, space, left)}
    return tuple(place for place in left if place not in in_use)


def _in_groups(
    connection: Connection, space: int, places: Collection[tuple[int, int]]
) -> list[tuple[bytes, tuple[int, int]]]:
    """The ids of the changes in these groups, each with its place."""
    if not places:
        return []
    rows = connection.execute(_IN_GROUPS, (space, json.dumps([[*each] for each in places])))
    return [(id, (position, part)) for id, position, part in rows]


def _named(connection: Connection, space: int, target: Target) -> Named:
    where = (space, target.subject)
    if target.is_file:
        records = connection.execute(_OF_FILE, where).fetchall()
    else:
        records = connection.execute(_OF_RECORD, (*where, target.kind, target.record)).fetchall()
    numbers = json.dumps([row[0] for row in records])
    rows = connection.execute(_CHANGES, (numbers, space)).fetchall()
    ids = {row[0] for row in rows}
    places = {(position, part) for _, position, part, _ in rows if position is not None}
    for id in ids:
        places |= set(connection.execute(_AGAIN, (space, id)).fetchall())
    inside = {id for id, _ in _in_groups(connection, space, places)}
    return Named(
        groups=tuple(sorted(places)),
        objects=tuple(sorted(set(_objects(encoded for *_, encoded in rows)))),
        others=tuple(sorted(inside - ids)),
        is_waiting=any(position is None for _, position, _, _ in rows),
    )


def _objects(changes: Iterable[bytes]) -> Iterable[bytes]:
    for encoded in changes:
        content = cast("dict[str, Any]", cbor2.loads(encoded))
        id = content["set"].get(OBJECT)
        if content["kind"] == _ATTACHMENT and is_object(id):
            yield bytes.fromhex(id)
