from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.frame.main_window import MainWindow
from ui.frame.place import Place
from ui.frame.top_bar import TopBar
from ui.theme.theme import Theme
from ui.widgets.chip import TrainingMark
from ui.widgets.sync_chip import only_here


class _Keeper(QObject):
    kept = Signal(str)


def test_each_button_says_what_is_wanted(window: MainWindow, qtbot: QtBot) -> None:
    bar = window.top_bar
    for button, signal in (
        (bar.find_button, bar.find_wanted),
        (bar.sync_chip, bar.sync_wanted),
        (bar.hide_button, bar.hide_wanted),
        (bar.lock_button, bar.lock_wanted),
    ):
        with qtbot.waitSignal(signal, timeout=1000):
            qtbot.keyClick(button, Qt.Key.Key_Space)


def test_the_bar_is_a_tool_bar_under_a_heading(window: MainWindow) -> None:
    bar = QAccessible.queryAccessibleInterface(window.top_bar)

    assert bar.role() == QAccessible.Role.ToolBar
    assert window.top_bar.title == "Today"


@pytest.mark.parametrize("training", [True, False])
def test_only_a_training_set_is_marked_as_one(qtbot: QtBot, theme: Theme, training: bool) -> None:
    bar = TopBar(theme, who="Wren Pepperday", training=training)
    qtbot.addWidget(bar)

    assert (bar.findChild(TrainingMark) is not None) == training


def test_the_find_box_gives_way_before_anything_is_cut(window: MainWindow, qtbot: QtBot) -> None:
    find = window.top_bar.find_button

    for width, expected in ((1920, 480), (1366, 330), (1024, 210), (800, 36)):
        window.resize(width, 688)
        qtbot.waitUntil(lambda expected=expected: find.width() == expected)


@pytest.mark.parametrize(
    ("width", "scale"), [(1920, 2.0), (1920, 1.7), (1366, 1.4), (1366, 1.2), (1280, 1.3)]
)
def test_the_title_is_whole_as_long_as_anything_else_can_give_way(
    window: MainWindow, theme: Theme, qtbot: QtBot, width: int, scale: float
) -> None:
    bar = window.top_bar
    title, date = bar._title, bar._subtitle  # noqa: SLF001
    window.resize(width, 688)
    theme.scale_text(scale)
    bar.sync_chip.show_state(only_here(12))
    window.show_subtitle("today", "Wednesday 28 November")
    bar.pictures.show()
    QApplication.processEvents()

    assert title.width() >= title.sizeHint().width()
    least = bar.find_button.minimumSizeHint().width()
    assert date.width() >= date.sizeHint().width() or bar.find_button.width() == least

    bar.pictures.hide()
    theme.scale_text(1.0)
    window.resize(1920, 688)
    qtbot.waitUntil(lambda: bar.find_button.width() == 480)
    assert date.width() >= date.sizeHint().width()


def test_before_a_lock_nothing_is_cut_at_200_per_cent(
    window: MainWindow, theme: Theme, qtbot: QtBot
) -> None:
    bar = window.top_bar
    window.resize(1366, 688)
    theme.scale_text(2.0)
    qtbot.waitUntil(lambda: bar.menu.isVisible())

    bar.show_soon()
    qtbot.waitUntil(lambda: bar.soon.width() >= bar.soon.sizeHint().width())

    assert not bar.find_button.isVisible()
    title = bar._title  # noqa: SLF001
    qtbot.waitUntil(lambda: title.width() >= title.fontMetrics().horizontalAdvance(title.text()))
    bar.hide_soon()
    assert bar.find_button.isVisible()


def test_a_draft_is_said_to_be_kept_on_its_own_page_alone(qtbot: QtBot, theme: Theme) -> None:
    keeper = _Keeper()
    places = [
        Place("today", "Today", "today", 1, QWidget),
        Place("new", "New", "new", 2, QWidget, draft_kept=keeper.kept),
    ]
    window = MainWindow(places, theme, who="Wren Pepperday", training=True)
    qtbot.addWidget(window)
    window.resize(1366, 688)
    window.show()

    keeper.kept.emit("09:41:58")
    assert window.top_bar.kept.isHidden()

    window.show_place("new")
    assert window.top_bar.kept.isVisible()
    assert window.top_bar.kept.accessibleName() == "Draft kept 09:41:58"

    keeper.kept.emit("")
    assert window.top_bar.kept.isHidden()
