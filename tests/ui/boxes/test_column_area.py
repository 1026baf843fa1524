"""A column that scrolls only when it must."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.boxes.column_area import ColumnArea
from ui.theme.theme import Theme
from ui.widgets.label import Label

_LONG = "Words that go on and on, so that they need more than one line in a narrow column. " * 6


def hold(qtbot: QtBot, *, height: int) -> ColumnArea:
    area, ground = ColumnArea(), QWidget()
    QVBoxLayout(ground).addWidget(Label(_LONG, wraps=True))
    area.hold(ground)
    qtbot.addWidget(area)
    area.resize(420, height)
    area.show()
    return area


def test_with_room_for_all_words_nothing_scrolls(theme: Theme, qtbot: QtBot) -> None:
    assert hold(qtbot, height=400).verticalScrollBar().maximum() == 0


def test_without_room_it_scrolls_and_cuts_nothing(theme: Theme, qtbot: QtBot) -> None:
    area = hold(qtbot, height=60)
    label = area.findChild(Label)

    assert area.verticalScrollBar().maximum() > 0
    assert label is not None
    assert label.height() >= label.heightForWidth(label.width())


def test_a_ground_without_a_role_lets_round_corners_through(theme: Theme, qtbot: QtBot) -> None:
    area = hold(qtbot, height=400)

    assert not area.widget().autoFillBackground()
