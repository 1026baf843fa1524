"""A service that was put back from a copy: read-only, space by space, until it is whole again.

Whole is a space whose log reaches every head that a PC showed, once each PC that belongs and
reads was heard from and holds nothing above: an entry taken before would stand where another stood.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from sync.protocol.membership import Membership
from sync.protocol.wire import Status
from sync.service.refusals import Refusal
from sync.service.schema import marks, permits, restoring, restoring_heard, spaces
from sync.service.store import Tip

_WAIT_SECONDS = 300
_WANTED = select(restoring.c.position).where(restoring.c.space == bindparam("of"))


def begin_everywhere(connection: Connection) -> int:
    """Let nothing be added to any space yet; gives how many there are.

    Permits go, which may have been used since.
    """
    connection.execute(delete(permits))
    known = [row[0] for row in connection.execute(select(spaces.c.space))]
    for space in known:
        end(connection, space)
        _begin(connection, space, 0)
    return len(known)


def is_under_way(connection: Connection, space: bytes) -> bool:
    """Whether a space is not whole yet."""
    return _wanted(connection, space) is not None


def require_whole(connection: Connection, space: bytes) -> None:
    """Raise Refusal `restoring` for a space that takes nothing yet."""
    if is_under_way(connection, space):
        raise Refusal(Status.RESTORING, wait=_WAIT_SECONDS)


def want(connection: Connection, space: bytes, position: int) -> None:
    """A head at this position was shown; the space is locked."""
    wanted = _wanted(connection, space)
    if wanted is None:
        _begin(connection, space, position)
    elif wanted < position:
        row = update(restoring).where(restoring.c.space == space)
        connection.execute(row.values(position=position))


def hear(connection: Connection, tip: Tip, device: bytes, membership: Membership) -> None:
    """This device holds nothing above the tip; open the space if that makes it whole.

    The space is locked, and `membership` that of its tip.
    """
    wanted = _wanted(connection, tip.space)
    if wanted is None:
        return
    heard = _heard(connection, tip.space)
    if device not in heard:
        connection.execute(insert(restoring_heard).values(space=tip.space, device=device))
    is_reached = max(wanted, membership.position) <= tip.position
    # A ward PC holds no entry that could be given back, and is never asked for one.
    holders = {id for id, each in membership.present.items() if not each.is_door}
    if is_reached and holders <= heard | {device}:
        end(connection, tip.space)


def end(connection: Connection, space: bytes) -> bool:
    """Take entries again; whether that was not so before."""
    connection.execute(delete(restoring_heard).where(restoring_heard.c.space == space))
    return connection.execute(delete(restoring).where(restoring.c.space == space)).rowcount > 0


def renew(connection: Connection, tip: Tip, generation: int) -> Tip:
    """Count the log anew from its tip: what heads of before say above it counts for nothing."""
    named = update(spaces).where(spaces.c.space == tip.space)
    connection.execute(named.values(generation=generation))
    connection.execute(delete(marks).where(marks.c.space == tip.space))
    end(connection, tip.space)
    return replace(tip, generation=generation)


def waiting_for(connection: Connection) -> list[tuple[bytes, int, int]]:
    """Of each space that is not whole: its id, the highest position shown, PCs heard from."""
    found = select(restoring.c.space, restoring.c.position).order_by(restoring.c.space)
    rows = connection.execute(found).all()
    return [(row[0], row[1], len(_heard(connection, row[0]))) for row in rows]


def _begin(connection: Connection, space: bytes, position: int) -> None:
    """The marks kept here go: PCs would take them for older than those that they know."""
    connection.execute(delete(marks).where(marks.c.space == space))
    connection.execute(insert(restoring).values(space=space, position=position))


def _wanted(connection: Connection, space: bytes) -> int | None:
    return connection.execute(_WANTED, {"of": space}).scalar_one_or_none()


def _heard(connection: Connection, space: bytes) -> set[bytes]:
    found = select(restoring_heard.c.device).where(restoring_heard.c.space == space)
    return {row[0] for row in connection.execute(found)}
