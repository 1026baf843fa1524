"""That somebody was recorded before is said in two short sentences."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import date, timedelta

import pytest
from pytestqt.qtbot import QtBot

from app.domain.attendances import Attendance, Attendances
from ui.identify.earlier import Earlier, told
from ui.jobs import Jobs

TODAY = date(2026, 11, 17)
FILE = b"f" * 16


def before(days: int, setting: str = "ed_adult", *, danger: bool = False) -> Attendance:
    return Attendance(TODAY - timedelta(days=days), setting, "identified", danger)


@pytest.mark.parametrize(
    ("them", "strong", "text"),
    [
        ((), "", ""),
        (
            (before(2), before(90, "gp_practice")),
            "Third time in 12 months.",
            "Two settings: Emergency department, GP practice. Last: Sun, abuse identified.",
        ),
        (
            (before(30, danger=True),),
            "Second time in 12 months.",
            "Emergency department. Last: 18 Oct, abuse identified, in danger then.",
        ),
        (
            (before(500),),
            "Recorded before, last on 5 Jul 2025.",
            "Emergency department.",
        ),
    ],
)
def test_how_often_where_and_how_it_ended(
    them: tuple[Attendance, ...], strong: str, text: str
) -> None:
    assert told(Attendances(FILE, them), today=TODAY) == (strong, text)


def test_of_a_closed_file_only_that(qtbot: QtBot) -> None:
    assert told(Attendances(FILE, (), is_closed=True), today=TODAY)[0] == "A sensitive file."
    assert told(None, today=TODAY) == ("", "")


def test_a_late_answer_about_somebody_before_is_dropped(qtbot: QtBot) -> None:
    asked: dict[bytes, Future[Attendances]] = {}

    def look(subject: bytes) -> Future[Attendances]:
        return asked.setdefault(subject, Future())

    model = Earlier(look, Jobs())
    model.look_at(FILE)
    model.look_at(b"g" * 16)
    with qtbot.waitSignal(model.changed):
        asked[b"g" * 16].set_result(Attendances(b"g" * 16, (before(2),)))
    asked[FILE].set_result(Attendances(FILE, (before(1), before(2))))
    qtbot.wait(10)

    assert model.known is not None
    assert len(model.known.them) == 1
    model.look_at(None)
    assert model.known is None
