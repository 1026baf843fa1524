"""What the door may tell of a record: its reference, of which day it is, how far it came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, date, datetime

STATES: dict[str, str] = {
    "waiting": "Waiting on this PC",
    "received": "Received by the service",
    "taken": "Taken in by the team",
    "refused": "Not taken by the service: ring the team",
    "damaged": "Damaged on this PC, kept as it is: ring the team",
}
_PLACES = {state: place for place, state in enumerate(STATES)}
_NOT_WELL = ("refused", "damaged")


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


def lines_of(
    records: Sequence[DoorRecordFacts], *, now: datetime, most: int
) -> tuple[list[str], int]:
    """Records in so many lines at most, and how many are in none: what is not well first, then by
    day, the last day first. Those alike stand in one line, by their references.
    """
    groups: dict[tuple[int, int, int, bool], list[DoorRecordFacts]] = {}
    for each in records:
        key = (_is_well(each), -_day_of(each).toordinal(), _PLACES.get(each.state, 0))
        groups.setdefault((*key, each.is_whole), []).append(each)
    ordered = [groups[key] for key in sorted(groups)]
    shown, rest = ordered[:most], ordered[most:]
    return [_line(group, now) for group in shown], sum(map(len, rest))


def _line(group: Sequence[DoorRecordFacts], now: datetime) -> str:
    first = group[0]
    left = "left unfinished, " if not first.is_whole else ""
    state = STATES.get(first.state, first.state)
    words = f"{left}{state[0].lower()}{state[1:]}" if left else state
    told = f"{_when(_day_of(first), now)} · {words[0].upper()}{words[1:]}"
    return f"{told}: {', '.join(sorted(each.reference for each in group))}"


def _when(day: date, now: datetime) -> str:
    if day == now.date():
        return "Today"
    year = f" {day:%Y}" if day.year != now.year else ""
    return f"{day:%d %b}".lstrip("0") + year


def _day_of(record: DoorRecordFacts) -> date:
    return record.at.astimezone(UTC).date()


def _is_well(record: DoorRecordFacts) -> bool:
    return record.state not in _NOT_WELL
