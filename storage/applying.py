"""The one way a change enters the vault, whether made here or received."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.domain.changes import Change
from app.domain.clock import is_far_ahead
from storage import clock_reading, erased_changes, space_rows
from storage.connection import Connection
from storage.folding import LARGEST_INTEGER, Folded, stored_ms
from storage.record_rows import RecordRows

WAITING = "waiting"
SEALED = "sealed"
RECEIVED = "received"
THEIRS = "theirs"
REFUSED = "refused"

_ADD = """
    insert into change (
        id, space, record, save, device, at, ms, error, is_ahead, status, position, part, bytes
    ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A change with how it came: device by row number, status, place in the log, save."""

    change: Change
    device: int
    status: str
    position: int | None = None
    part: int | None = None
    save: int | None = None


def apply(
    connection: Connection,
    change: Change,
    *,
    space: int,
    device: int,
    status: str,
    position: int | None = None,
    part: int | None = None,
    save: int | None = None,
    now_ms: int,
) -> bool:
    """Take one change into a space; False if it was there already, which changes nothing."""
    arrival = Arrival(change, device, status, position, part, save)
    return bool(apply_page(connection, [arrival], space=space, now_ms=now_ms))


@dataclass(frozen=True, slots=True)
class Applied:
    """What was not there before, and the heads of each field that came newly into clash."""

    taken: list[Arrival]
    came_to_clash: list[list[bytes]]


def apply_page(
    connection: Connection, arrivals: Iterable[Arrival], *, space: int, now_ms: int
) -> list[Arrival]:
    """Take changes into a space by its row number; gives those that were not there before.

    Records, clashes, search, digest and the clock follow in the caller's transaction. Order and
    repeats make no difference; what was erased here stays out. `now_ms` is the time believed.
    """
    return apply_whole(connection, arrivals, space=space, now_ms=now_ms).taken


def apply_whole(
    connection: Connection, arrivals: Iterable[Arrival], *, space: int, now_ms: int
) -> Applied:
    """The same, and what came into clash by it."""
    arrivals = list(arrivals)
    erased = erased_changes.among(connection, space, [each.change.id for each in arrivals])
    if erased:
        arrivals = [each for each in arrivals if each.change.id not in erased]
    records = RecordRows(connection, space, (arrival.change for arrival in arrivals))
    taken = []
    rows = []
    for arrival in arrivals:
        change = arrival.change
        record = records.of(change)
        if not record.has(change.id):
            record.take(change, arrival.device)
            taken.append(arrival)
            rows.append(_row(arrival, space, record, now_ms))
    if taken:
        connection.executemany(_ADD, rows)
        digest = space_rows.read_digest(connection, space)
        for arrival in taken:
            digest = digest.with_change(arrival.change.id)
        space_rows.write_digest(connection, space, digest.with_heads(0, records.write()))
        clock_reading.move(connection, [arrival.change.at for arrival in taken], now_ms)
    return Applied(taken, records.came_to_clash)


def _row(arrival: Arrival, space: int, record: Folded, now_ms: int) -> tuple[object, ...]:
    change = arrival.change
    error = change.time[1]
    return (
        change.id,
        space,
        record.nr,
        arrival.save,
        arrival.device,
        change.at.to_bytes(8, "big"),
        stored_ms(change),
        None if error is None else min(error, LARGEST_INTEGER),
        is_far_ahead(change.at, now_ms),
        arrival.status,
        arrival.position,
        arrival.part,
        change.encoded,
    )
