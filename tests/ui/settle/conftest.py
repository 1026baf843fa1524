"""A desk that answers at once with made-up clashes, and notes what was settled on it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

import pytest

from app.domain.clashes import Clash, Desk, HowSettled, Settled
from app.domain.encoding import Value
from app.domain.people import PersonRow
from app.domain.records import Record, SyncState, Version
from ui.forms.drafts import Draft, DraftCalls, KeptPage
from ui.jobs import Jobs
from ui.names import Names
from ui.settle.calls import Choice, SettleCalls
from ui.settle.sides import Compared, compare
from ui.settle.view_model import SettleViewModel

T = TypeVar("T")
NOW = datetime(2026, 11, 17, 9, 55, tzinfo=UTC)
NOW_MS = int(NOW.timestamp() * 1000)
HOUR_MS = 3_600_000
SORREL = PersonRow(
    b"s" * 16, "Sorrel Thimblewood", (), None, 34, "9990000050", "", 0, SyncState.RECEIVED, True
)
MINE = (
    "Ring between 10 and 11.30 on weekdays only. Say it is about the appointment. No voicemail. "
    "Text is not safe, he reads the phone."
)
THEIRS = (
    "Ring between 10 and 11.30 on Mondays and Thursdays only. Say it is about the appointment. "
    "No voicemail. If anyone else answers, ask for Dr Plum and hang up."
)


def version(number: int, value: Value, *, mine: bool = False, hours: int = 1) -> Version:
    """A version of Wren's own PC or of Linnet's."""
    author = "Wren Pepperday" if mine else "Linnet Marrowby"
    at = NOW_MS - hours * HOUR_MS
    pc = "WGH-ED-07" if mine else "Laptop 5"
    return Version(bytes([number]) * 32, value, author, at, pc, mine)


def clash_of(
    field: str,
    *values: Value,
    kind: str = "identification",
    record: bytes = b"r" * 16,
    incomplete: bool = False,
    shown: Value = None,
) -> Clash:
    """A clash whose first version is Wren's and the others Linnet's."""
    versions = tuple(
        version(number + 1, value, mine=number == 0, hours=20 - number)
        for number, value in enumerate(values)
    )
    heads = tuple(each.change for each in versions)
    stands = values[-1] if shown is None else shown
    whole = Record(
        id=record,
        kind=kind,
        subject=SORREL.subject,
        space=None,
        fields={} if stands is None else {field: stands},
        clashes={field: versions},
        heads={field: heads},
        author="Wren Pepperday",
        created_ms=0,
        changed_ms=NOW_MS,
        is_away=False,
        sync=SyncState.RECEIVED,
        seen_by=0,
    )
    return Clash(whole, field, versions, heads, SORREL, incomplete)


TEXT = clash_of("free_text", MINE, THEIRS)
RISK = clash_of(
    "risk",
    {"level": "high"},
    {"level": "medium"},
    kind="casework",
    record=b"k" * 16,
    shown={"level": "high"},
)
CONTACT_WIDE: dict[str, Value] = {
    "number": "07700 900123",
    "methods": {"call": "yes"},
    "safe_times": [{"day": day, "from": "10:00", "to": "11:30"} for day in ("mon", "tue", "thu")],
}
CONTACT = clash_of(
    "contact_point",
    CONTACT_WIDE,
    {**CONTACT_WIDE, "safe_times": [{"day": "mon", "from": "10:00", "to": "12:00"}]},
    kind="casework",
    record=b"c" * 16,
)
REPLACED = Settled(
    HowSettled.REPLACED,
    b"j" * 16,
    "person",
    b"s" * 16,
    "name",
    version(9, "Juniper Mossop"),
    (version(8, "Juniper", mine=True, hours=9),),
    SORREL,
)


def settled_from(clash: Clash) -> Settled:
    """What becomes of a clash that Linnet settles."""
    by_linnet = version(77, "Ring the ward first.", hours=0)
    return Settled(
        HowSettled.CHOSEN,
        clash.record.id,
        clash.record.kind,
        clash.record.subject,
        clash.field,
        by_linnet,
        clash.versions,
        SORREL,
    )


class Office:
    """The vault of the test: what stands on the desk, what was settled, what was kept."""

    def __init__(self) -> None:
        self.desk = Desk((CONTACT, RISK, TEXT), (REPLACED,))
        self.settled: list[Choice] = []
        self.reopened: list[Settled] = []
        self.drafts: dict[bytes, KeptPage] = {}
        self.dropped: list[bytes] = []
        self.refuses: Exception | None = None

    def settle(self, choice: Choice) -> Future[None]:
        if self.refuses is not None:
            return failed(self.refuses)
        self.settled.append(choice)
        rest = [each for each in self.desk.clashes if each.heads != choice.heads]
        self.desk = replace(self.desk, clashes=tuple(rest))
        return given(None)

    def reopen(self, settled: Settled) -> Future[None]:
        self.reopened.append(settled)
        return given(None)

    def keep(self, page: KeptPage) -> Future[None]:
        self.drafts[page.id] = page
        return given(None)

    def drop(self, id: bytes) -> Future[None]:
        self.dropped.append(id)
        self.drafts.pop(id, None)
        return given(None)

    def kept(self, key: str) -> Future[Draft | None]:
        ours = (each for each in self.drafts.values() if each.answers.get("about") == key)
        return given(next(ours, None))

    def compare(self, clash: Clash) -> Future[Compared]:
        return given(compare(clash))

    def calls(self) -> SettleCalls:
        drafts = DraftCalls(self.keep, self.drop, lambda: b"d" * 16, lambda: NOW)
        return SettleCalls(
            load=lambda: given(self.desk),
            compare=self.compare,
            kept=self.kept,
            settle=self.settle,
            reopen=self.reopen,
            drafts=drafts,
        )


def given(value: T) -> Future[T]:
    answer: Future[T] = Future()
    answer.set_result(value)
    return answer


def failed(error: Exception) -> Future[None]:
    answer: Future[None] = Future()
    answer.set_exception(error)
    return answer


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def model(office: Office, qapp: object) -> Iterator[SettleViewModel]:
    jobs, names = Jobs(), Names()
    model = SettleViewModel(office.calls(), jobs, now=lambda: NOW, names=names)
    yield model
    for each in (model, jobs, names):
        each.deleteLater()
