"""The box that shows two files of one person as one."""

from __future__ import annotations

from concurrent.futures import Future
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from app.domain.people import PersonRow
from app.domain.records import SyncState
from ui.boxes.ask_box import AskBox
from ui.boxes.column_area import ColumnArea
from ui.jobs import Jobs
from ui.names import Names
from ui.person.joining import JoinAsking, JoinCalls
from ui.theme.theme import Theme
from ui.widgets.search_box import SearchBox

ROWS = [
    PersonRow(
        bytes([n]) * 16, f"Marigold Lapwing {n}", (), date(1979, 11, n), 47, "", "", 0,
        SyncState.RECEIVED, has_clash=False,
    )
    for n in range(1, 5)
]  # fmt: skip


def at_once(result: object) -> Future:
    done: Future = Future()
    done.set_result(result)
    return done


@pytest.fixture
def asking(qtbot: QtBot, theme: Theme) -> JoinAsking:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 636)
    host.show()
    return JoinAsking(host, theme, Jobs(host), Names(parent=host), done=lambda _: None)


@pytest.fixture
def box(qtbot: QtBot, asking: JoinAsking) -> AskBox:
    calls = JoinCalls(
        search=lambda words: at_once(ROWS if words else []),
        join=lambda _: at_once(None),
        keep_apart=lambda _: at_once(None),
    )
    box = asking.join([], calls)
    qtbot.keyClicks(box.findChild(SearchBox), "Mari")
    qtbot.waitUntil(lambda: len(files_in(box)) == len(ROWS))
    return box


def files_in(box: AskBox) -> list[QRadioButton]:
    return [each for each in box.findChildren(QRadioButton) if each.isVisible()]


def test_what_is_found_is_seen_whole_where_there_is_room(qtbot: QtBot, box: AskBox) -> None:
    (area,) = box.findChildren(ColumnArea)

    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)


@pytest.mark.parametrize("key", [Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_down_enter_or_tab_leads_from_the_words_to_what_was_found(
    qtbot: QtBot, box: AskBox, key: Qt.Key
) -> None:
    qtbot.keyClick(box.findChild(SearchBox), key)

    assert box.window().focusWidget() is files_in(box)[0]
    qtbot.keyClick(files_in(box)[0], Qt.Key.Key_Space)
    assert files_in(box)[0].isChecked()


def test_who_takes_a_file_out_is_asked_which(asking: JoinAsking) -> None:
    box = asking.take_out(ROWS[:2], lambda _: at_once(None))

    box.ask()

    said = [each.text() for each in box.findChildren(QLabel) if not each.isHidden()]
    assert "Choose which file to take out first." in said
