"""The append-only log of each space: take the lock, append, know the newest position."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Connection, Engine, Row, bindparam, func, insert, select, update

from sync.protocol.heads import FIRST_GENERATION, running
from sync.service import notices
from sync.service.schema import entries, groups, spaces

_TIP = select(spaces).where(spaces.c.space == bindparam("of"))


@dataclass(frozen=True)
class Tip:
    """Where a space's log stands."""

    space: bytes
    generation: int
    position: int
    running: bytes
    bytes_kept: int


@dataclass(frozen=True)
class NewEntry:
    """An entry that was checked and has no position yet.

    A statement has neither `incarnation` nor `seq` nor groups. `taken` is the service's time, ms.
    A group that was erased before a restore is None.
    """

    entry: bytes
    hash: bytes
    device: bytes
    taken: int
    incarnation: bytes | None = None
    seq: int | None = None
    groups: tuple[bytes | None, ...] = ()

    @property
    def size(self) -> int:
        """The bytes of the entry and its groups."""
        return len(self.entry) + sum(len(group or b"") for group in self.groups)


class Store:
    """The database, as the two kinds of work done in it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection for reading; what it reads of a log never changes later."""
        return self._engine.connect()

    def writing(self) -> AbstractContextManager[Connection]:
        """A connection whose work is durable at the end of the block, or undone by an error."""
        return self._engine.begin()

    def is_ready(self) -> bool:
        """Whether the database answers; raises SQLAlchemyError if it does not."""
        return self.spaces() >= 0

    def spaces(self) -> int:
        """How many spaces are kept; raises SQLAlchemyError."""
        with self.reading() as connection:
            return count_spaces(connection)

    def positions(self, of: Sequence[bytes]) -> Mapping[bytes, int]:
        """How far the logs of these spaces reach; raises SQLAlchemyError."""
        found = select(spaces.c.space, spaces.c.position).where(spaces.c.space.in_(of))
        with self.reading() as connection:
            return {bytes(space): position for space, position in connection.execute(found)}


def count_spaces(connection: Connection) -> int:
    """How many spaces are kept."""
    return connection.execute(select(func.count()).select_from(spaces)).scalar_one()


def tips(connection: Connection) -> list[Tip]:
    """Where every log stands now."""
    return [Tip(**row._asdict()) for row in connection.execute(select(spaces))]


def tip(connection: Connection, space: bytes) -> Tip | None:
    """Where the log stands now, None for a space that is not kept here."""
    return _tip(connection.execute(_TIP, {"of": space}).one_or_none())


def lock(connection: Connection, space: bytes) -> Tip | None:
    """The same, and nobody else appends until this transaction ends.

    An update, even of nothing, takes the row's lock in PostgreSQL and the database's in SQLite
    before anything is read, so that what is checked next cannot become untrue.
    """
    taken = update(spaces).where(spaces.c.space == space).values(position=spaces.c.position)
    return _tip(connection.execute(taken.returning(*spaces.c)).one_or_none())


def begin(connection: Connection, space: bytes) -> Tip:
    """The empty log of a new space, its running hash the space's id."""
    fresh = Tip(space, FIRST_GENERATION, 0, space, 0)
    connection.execute(insert(spaces).values(asdict(fresh)))
    return fresh


def append(connection: Connection, before: Tip, new: NewEntry) -> Tip:
    """Give the entry the next position and keep it; the lock is held.

    The position comes from the row that the same transaction moves on, never from a sequence,
    whose gaps and late visibility would make readers skip.
    """
    after = running(before.running, new.hash)
    moved = update(spaces).where(spaces.c.space == before.space)
    moved = moved.values(
        position=spaces.c.position + 1,
        running=after,
        bytes_kept=spaces.c.bytes_kept + new.size,
    )
    position = connection.execute(moved.returning(spaces.c.position)).scalar_one()
    _keep(connection, new, space=before.space, position=position, running=after)
    notices.tell(connection)
    return replace(
        before, position=position, running=after, bytes_kept=before.bytes_kept + new.size
    )


def _keep(
    connection: Connection, new: NewEntry, *, space: bytes, position: int, running: bytes
) -> None:
    connection.execute(
        insert(entries).values(
            space=space,
            position=position,
            is_statement=int(new.seq is None),
            hash=new.hash,
            running=running,
            device=new.device,
            incarnation=new.incarnation,
            seq=new.seq,
            taken=new.taken,
            size=new.size,
            entry=new.entry,
        )
    )
    rows = [
        {"space": space, "position": position, "place": place, "sealed": group}
        for place, group in enumerate(new.groups)
    ]
    if rows:
        connection.execute(insert(groups), rows)


def _tip(row: Row[Any] | None) -> Tip | None:
    return None if row is None else Tip(**row._asdict())
