"""Who belongs to a space, as the service itself reads it from the statements it keeps."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from sqlalchemy import Connection

from sync.protocol.cbor import Untrusted
from sync.protocol.heads import Head
from sync.protocol.members import Device
from sync.protocol.membership import Membership
from sync.protocol.rules.applying import apply
from sync.protocol.statements import parse_statement
from sync.protocol.wire import Status
from sync.service import log
from sync.service.refusals import Refusal
from sync.service.store import Tip

_MOST_KEPT = 500


class Memberships:
    """The memberships of the spaces asked for last, each read on from where it was.

    Nothing depends on what is remembered: statements never change once they have a position, and
    another worker's are read from the database.
    """

    def __init__(self, *, most: int = _MOST_KEPT) -> None:
        self._most = most
        self._known: OrderedDict[bytes, tuple[bytes, Membership]] = OrderedDict()
        self._lock = Lock()

    def at(self, connection: Connection, tip: Tip) -> Membership:
        """The membership of a space as of its tip, or of a later position that is known.

        The tip is one that is committed: what is remembered of an entry that is undone would
        stand in the way of all that follow.

        Raises Refusal `damaged` if the statements kept here do not follow from each other.
        """
        with self._lock:
            running, known = self._known.get(tip.space, (b"", Membership(tip.space)))
        if running == tip.running:
            return known
        read = _read_on(connection, known, tip)
        with self._lock:
            self._known[tip.space] = tip.running, read
            self._known.move_to_end(tip.space)
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        return read


def standing_next(membership: Membership, device: bytes, tip: Tip) -> Device:
    """The device, if an entry of its own could stand at the next position.

    Raises Refusal `no_standing`.
    """
    found = membership.standing(device, tip.position + 1)
    if found is None:
        raise Refusal(Status.NO_STANDING)
    return found


def head_of(tip: Tip, now_ms: int) -> Head:
    """What the service signs about a log at this moment."""
    return Head(
        space=tip.space,
        generation=tip.generation,
        position=tip.position,
        running=tip.running,
        time=now_ms,
    )


def is_of_log(connection: Connection, tip: Tip, head: Head) -> bool:
    """Whether a signed head is one that this log had on its way to the tip."""
    if head.space != tip.space or head.position > tip.position:
        return False
    return log.running_at(connection, tip, head.position) == head.running


def _read_on(connection: Connection, known: Membership, tip: Tip) -> Membership:
    kept = log.statements(connection, tip.space, after=known.position, up_to=tip.position)
    try:
        for position, entry in kept:
            known = apply(known, parse_statement(entry), position)
    except Untrusted as error:
        raise Refusal(Status.DAMAGED) from error
    return known
