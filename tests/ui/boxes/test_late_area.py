from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.boxes.late_area import LateArea


def test_a_bar_that_comes_leaves_what_is_scrolled_as_broad_as_before(qtbot: QtBot) -> None:
    area, ground, low = LateArea(), QFrame(), QWidget()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    QVBoxLayout(ground).addWidget(low)
    area.take(ground)
    area.resize(400, 200)
    area.show()
    breadth = ground.width()
    assert not area.verticalScrollBar().isEnabled()

    low.setMinimumHeight(900)

    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert area.verticalScrollBar().isEnabled()
    assert ground.width() == breadth
