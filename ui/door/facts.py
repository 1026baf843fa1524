"""What the door may tell of a record: its reference, of which day it is, how far it came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime

STATES: dict[str, str] = {
    "waiting": "Waiting on this PC",
    "received": "Received by the service",
    "taken": "Taken in by the team",
    "refused": "Not taken by the service: ring the team",
    "damaged": "Damaged on this PC, kept as it is: ring the team",
}


@dataclass(frozen=True, slots=True)
class DoorRecordFacts:
    """One record; `state` is one of `STATES`. `is_whole` is False for a page that was left.

    `at` is the beginning of its day (UTC), but for one that was recorded just now.
    """

    reference: str
    at: datetime
    state: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class DoorFacts:
    """What the door says of itself before anybody types: where it stands, and for whom.

    `closed` is a sentence that says why nobody can record here, empty for an open door.
    """

    name: str
    is_training: bool = False
    closed: str = ""


@dataclass(frozen=True, slots=True)
class DoorCalls:
    """What the door asks for; each Future is done on another thread.

    `newest` is what was recorded last. `open` takes the short code and gives what a page is
    recorded with; `look` takes it and gives what was recorded here. `send` hands on what waits.
    `ring` is the number of the team; whose it is stands on no screen that everybody sees.
    """

    newest: Callable[[], Future[DoorRecordFacts | None]]
    look: Callable[[str], Future[Sequence[DoorRecordFacts]]]
    wait_s: Callable[[], int]
    open: Callable[[str], Future[object]]
    send: Callable[[], Future[object]]
    now: Callable[[], datetime]
    ring: Callable[[], str] = str


def left_words(record: DoorRecordFacts, *, now: datetime) -> str:
    """What became of a page that was left, for who looks for it."""
    at = f"{record.at.astimezone(now.tzinfo):%H:%M}"
    return (
        f"A page that was written here until {at} was left. It goes to the team as not finished, "
        f"under {record.reference}; nobody can open it here."
    )


def line_of(record: DoorRecordFacts, *, now: datetime) -> str:
    """A record in one line."""
    day = record.at.astimezone(UTC).date()
    when = "Today" if day == now.date() else f"{day:%d %b}".lstrip("0")
    left = "left unfinished, " if not record.is_whole else ""
    state = STATES.get(record.state, record.state)
    words = f"{left}{state[0].lower()}{state[1:]}" if left else state
    return f"{record.reference} · {when} · {words[0].upper()}{words[1:]}"
