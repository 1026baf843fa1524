"""On a ward PC's lock screen nobody sees that something was recorded, but who knows the code."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.errors import Refused, Unreachable, Untrusted, WrongPassphrase
from tests.ui.conftest import Show
from ui.door.facts import DoorCalls, DoorFacts, DoorRecordFacts, lines_of
from ui.door.pane import DoorPane
from ui.door.view_model import DoorViewModel
from ui.jobs import Jobs
from ui.theme.theme import Theme

NOW = datetime(2026, 11, 17, 10, 5, tzinfo=UTC)
OLD = DoorRecordFacts("Y-7K2QM", NOW - timedelta(minutes=9), "received", is_whole=True)
SPOILT = DoorRecordFacts("Y-1M1PG", NOW - timedelta(days=2), "damaged", is_whole=True)


class Door:
    """Answers at once; `now` moves when a test says so."""

    def __init__(self) -> None:
        self.now, self.newest, self.unsent = NOW, OLD, None
        self.tried: list[str] = []
        self.read = 0

    def calls(self) -> DoorCalls:
        return DoorCalls(
            newest=self.read_newest,
            look=self.look,
            wait_s=lambda: 0,
            open=lambda _code: done(object()),
            send=lambda: done(self.unsent),
            now=lambda: self.now,
            ring=lambda: "extension 4471",
        )

    def read_newest(self) -> Future[Any]:
        self.read += 1
        return done(self.newest)

    def look(self, code: str) -> Future[Any]:
        self.tried.append(code)
        wrong = WrongPassphrase("door.wrong_code")
        return done([OLD, SPOILT] if code == "4711" else wrong)


def done(result: Any) -> Future[Any]:
    future: Future[Any] = Future()
    if isinstance(result, Exception):
        future.set_exception(result)
    else:
        future.set_result(result)
    return future


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    jobs.deleteLater()


@pytest.fixture
def model(door: Door, jobs: Jobs, qtbot: QtBot) -> Iterator[DoorViewModel]:
    model = DoorViewModel(DoorFacts("Fernhollow ward"), door.calls(), jobs)
    yield model
    model.stop()


@pytest.fixture
def pane(model: DoorViewModel, theme: Theme, show: Show) -> DoorPane:
    pane = DoorPane(model, theme)
    show(pane)
    model.start()
    return pane


def said(pane: DoorPane) -> str:
    return " ".join(each.text() for each in pane.findChildren(QLabel) if each.isVisible())


def test_what_was_recorded_shows_to_who_knows_the_short_code_and_not_for_long(
    pane: DoorPane, model: DoorViewModel, door: Door, qtbot: QtBot
) -> None:
    told: list[str] = []
    pane.told.connect(lambda part: told.append(part.text()))
    pane.look_button.click()
    assert door.tried == []
    pane.field.setText("0000")
    pane.look_button.click()
    qtbot.waitUntil(lambda: bool(model.problem))
    assert "Y-" not in said(pane) and "10:0" not in said(pane) and "09:" not in said(pane)

    pane.field.setText("4711")
    pane.look_button.click()
    qtbot.waitUntil(lambda: model.records is not None)
    assert "Today · Received by the service: Y-7K2QM" in said(pane)
    assert "09:" not in said(pane)
    assert len(told) == 2  # the wrong code and the records, to be brought into sight
    assert "not the short code" in told[0] and "Y-7K2QM" in told[1]
    assert "15 Nov · Damaged on this PC, kept as it is: ring the team: Y-1M1PG" in said(pane)
    model.look_away()
    assert "Y-" not in said(pane)


def test_who_has_just_saved_is_told_her_reference_and_the_next_who_comes_is_not(
    pane: DoorPane, model: DoorViewModel, door: Door, qtbot: QtBot
) -> None:
    model.show_newest(replace(OLD, at=NOW - timedelta(seconds=3)))
    assert "Recorded: Y-7K2QM" in said(pane)
    assert "ring extension 4471 and give this reference" in said(pane)

    door.now = NOW + timedelta(minutes=2)
    model.changed.emit()
    assert "Y-" not in said(pane) and "4471" not in said(pane)


@pytest.mark.parametrize(
    ("error", "is_told"),
    [
        (Unreachable("exchange.unreachable"), False),
        (Untrusted("exchange.other_key"), True),
        (Refused("door.cut_off"), True),
    ],
)
def test_what_no_better_network_will_mend_is_said(
    model: DoorViewModel, door: Door, qtbot: QtBot, error: Exception, *, is_told: bool
) -> None:
    door.unsent = error
    with qtbot.waitSignal(model.changed):
        model.send()
    assert bool(model.unsent) is is_told


def test_records_alike_stand_in_one_line_and_what_is_not_well_stands_first() -> None:
    left = replace(OLD, reference="Y-2", state="waiting", is_whole=False)
    year = replace(OLD, reference="Y-3", state="taken", at=NOW - timedelta(days=400))
    alike = [replace(OLD, reference=f"Y-{each}") for each in ("B", "A")]
    lines, rest = lines_of([OLD, year, left, *alike, SPOILT], now=NOW, most=9)
    assert rest == 0
    assert lines == [
        "15 Nov · Damaged on this PC, kept as it is: ring the team: Y-1M1PG",
        "Today · Left unfinished, waiting on this PC: Y-2",
        "Today · Received by the service: Y-7K2QM, Y-A, Y-B",
        "13 Oct 2025 · Taken in by the team: Y-3",
    ]
    assert lines_of([OLD, *alike, year], now=NOW, most=1) == (lines[2:3], 1)


def test_what_comes_back_from_the_service_after_the_end_asks_for_nothing_more(
    model: DoorViewModel, door: Door, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(model.changed):
        model.send()
    count = door.read
    assert count > 0
    with qtbot.waitSignal(model.changed):
        model.send()
        model.stop()
    assert door.read == count
