"""The history in its box, by keys: pages, the quiet line, and the way out."""

from __future__ import annotations

from concurrent.futures import Future

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.history import Mark, Page
from app.errors import Refused
from tests.ui.history.conftest import NOW, looked
from ui.history.box import HistoryBox
from ui.history.view_model import HistoryCalls, HistoryViewModel
from ui.jobs import Jobs
from ui.theme.theme import Theme

MARKS = (Mark(3, 1, 30), Mark(2, 1, 20))
PAGES = {
    None: Page((looked("view"),) * 3, MARKS[0]),
    MARKS[0]: Page((looked("list"),) * 2, MARKS[1]),
    MARKS[1]: Page((looked("search"),), None),
}


@pytest.fixture
def host(qtbot: QtBot, theme: Theme) -> QWidget:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 636)
    host.show()
    host.activateWindow()
    return host


def opened(host: QWidget, theme: Theme, *, fails: bool = False) -> HistoryBox:
    def load(after: Mark | None) -> Future[Page]:
        answer: Future[Page] = Future()
        if fails:
            answer.set_exception(Refused("access.glass_needed", reference="Y-000G4"))
        else:
            answer.set_result(PAGES[after])
        return answer

    calls = HistoryCalls(load, lambda: NOW, str)
    model = HistoryViewModel(calls, Jobs(host), whole_file=True)
    return HistoryBox(host, theme, model, title="History of file Y-000G4", reached="Received.")


def titles(box: HistoryBox) -> list[str]:
    model = box.timeline.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_pages_are_turned_by_keys_and_never_stand_beside_each_other(
    host: QWidget, theme: Theme, qtbot: QtBot
) -> None:
    box = opened(host, theme)
    qtbot.waitUntil(lambda: titles(box) == ["Opened the file"] * 3)
    assert box.timeline.hasFocus()
    assert not box.newer.isEnabled()

    qtbot.keyClick(box.timeline, Qt.Key.Key_Tab)
    assert box.older.hasFocus()
    qtbot.keyClick(box.older, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: titles(box) == ["Stood in a list"] * 2)
    assert box.timeline.hasFocus()

    box.older.click()
    qtbot.waitUntil(lambda: titles(box) == ["Came up in a search"])
    assert not box.older.isEnabled()
    box.newer.click()
    qtbot.waitUntil(lambda: titles(box) == ["Stood in a list"] * 2)


def test_it_says_what_it_does_not_know(host: QWidget, theme: Theme) -> None:
    box = opened(host, theme)

    said = " ".join(label.text() for label in box.findChildren(QLabel))

    assert "Received." in said
    assert "colleagues looked at on their own PCs is shown to leads alone" in said


def test_escape_closes_it(host: QWidget, theme: Theme, qtbot: QtBot) -> None:
    box = opened(host, theme)

    with qtbot.waitSignal(box.closed):
        qtbot.keyClick(box.timeline, Qt.Key.Key_Escape)


def test_a_failure_is_told_in_the_box(host: QWidget, theme: Theme, qtbot: QtBot) -> None:
    box = opened(host, theme, fails=True)

    qtbot.waitUntil(
        lambda: any("marked sensitive" in each.text() for each in box.findChildren(QLabel))
    )
    assert titles(box) == []


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_fits_whatever_the_text_scale(host: QWidget, theme: Theme, scale: float) -> None:
    theme.scale_text(scale)

    box = opened(host, theme)

    assert host.rect().contains(box.geometry())
    assert box.timeline.height() > 100
