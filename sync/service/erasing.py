"""Erase the groups that a lead's statement names, once its days of grace are over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from sqlalchemy import Connection, func, insert, select, update

from sync.protocol.erasing import due_erasures, due_ms
from sync.protocol.members import Erasure
from sync.protocol.membership import Membership
from sync.protocol.requests import MOST_APART_MS
from sync.protocol.statements import Erase, Keep
from sync.protocol.wire import Status
from sync.service import objects
from sync.service.refusals import Refusal
from sync.service.schema import erasures, groups, spaces

_AT_ONCE = 500


def are_due(connection: Connection, membership: Membership, now_ms: int) -> bool:
    """Whether an erasure waits to be carried out."""
    return bool(_to_do(connection, membership, now_ms))


def carry_out(
    connection: Connection, membership: Membership, now_ms: int, *, folder: Path | None
) -> None:
    """Carry out what is due and was not, in the caller's transaction.

    `folder` is where chunks of objects are kept, None for the database.
    """
    for erasure in _to_do(connection, membership, now_ms):
        freed = sum(
            _erase(connection, membership.space, position, [index for _, index in named])
            for position, named in groupby(erasure.groups, lambda each: each[0])
        )
        objects.erase(connection, membership.space, erasure.objects, folder=folder)
        where = spaces.c.space == membership.space
        connection.execute(
            update(spaces).where(where).values(bytes_kept=spaces.c.bytes_kept - freed)
        )
        connection.execute(
            insert(erasures).values(space=membership.space, hash=erasure.hash, done=now_ms)
        )


def is_erased(membership: Membership, object: bytes, now_ms: int) -> bool:
    """Whether an erasure that is due names an object: it is not taken again."""
    return any(object in each.objects for each in due_erasures(membership, now_ms))


def require_in_time(membership: Membership, said: Keep, now_ms: int) -> None:
    """Raise Refusal `erasure_done` for an erasure that can be taken back no more."""
    known = membership.erasures.get(said.erase)
    if known is not None and due_ms(known) <= now_ms:
        raise Refusal(Status.ERASURE_DONE)


def require_dated_now(said: Erase, now_ms: int) -> None:
    """Raise Refusal `bad_request` for an erasure of another time than this.

    Its days of grace count from the time that it names: dated back it would leave nobody a day.
    """
    if abs(said.time - now_ms) > MOST_APART_MS:
        raise Refusal(Status.BAD_REQUEST)


def _to_do(connection: Connection, membership: Membership, now_ms: int) -> Sequence[Erasure]:
    if not membership.erasures:
        return ()
    known = select(erasures.c.hash).where(erasures.c.space == membership.space)
    done = {row[0] for row in connection.execute(known)}
    return [each for each in due_erasures(membership, now_ms) if each.hash not in done]


def _erase(connection: Connection, space: bytes, position: int, named: Iterable[int]) -> int:
    """The bytes that went."""
    indexes, freed = list(named), 0
    for start in range(0, len(indexes), _AT_ONCE):
        some = indexes[start : start + _AT_ONCE]
        where = (
            groups.c.space == space,
            groups.c.position == position,
            groups.c.place.in_(some),
        )
        counted = select(func.coalesce(func.sum(func.length(groups.c.sealed)), 0)).where(*where)
        freed += connection.execute(counted).scalar_one()
        connection.execute(update(groups).where(*where).values(sealed=None))
    return freed
