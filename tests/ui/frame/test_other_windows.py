"""No window of the program is left beside the cover, and none comes up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.frame.cover import Cover, CoverFacts
from ui.frame.main_window import MainWindow
from ui.theme.theme import Theme

FACTS = CoverFacts("WGH-ED-07", "Willowmere General Hospital", "extension 2222")


@pytest.fixture
def cover(window: MainWindow, theme: Theme) -> Iterator[Cover]:
    cover = Cover(window, theme, FACTS, lambda: datetime(2026, 11, 17, 9, 42, tzinfo=UTC))
    yield cover
    cover.uncover()


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> QDialog:
    dialog = QDialog(window)
    QVBoxLayout(dialog).addWidget(QLabel("Tansy Bramblewick"))
    return dialog


def visible_windows() -> list[QWidget]:
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


def open_nested_menus(window: MainWindow) -> QMenu:
    menu = QMenu(window)
    inner = menu.addMenu("Do with this item")
    inner.addAction("Entered in error")
    menu.popup(window.mapToGlobal(QPoint(100, 100)))
    inner.popup(window.mapToGlobal(QPoint(200, 100)))
    return menu


def open_drop_down(window: MainWindow) -> QComboBox:
    box = QComboBox(window)
    box.addItems(["Tansy Bramblewick", "Clover Fennimore"])
    box.show()
    box.showPopup()
    return box


@pytest.mark.parametrize("open_something", [open_nested_menus, open_drop_down])
def test_nothing_is_left_of_what_was_open(
    open_something: Callable[[MainWindow], QWidget], window: MainWindow, cover: Cover
) -> None:
    opened = open_something(window)
    assert len(visible_windows()) > 1

    cover.cover()

    assert visible_windows() == [window]
    opened.deleteLater()


def test_a_dialog_is_hidden_and_comes_back_after_the_cover(
    window: MainWindow, cover: Cover, dialog: QDialog
) -> None:
    dialog.open()

    cover.cover()
    assert visible_windows() == [window]

    cover.uncover()
    assert dialog.isVisible()
    dialog.close()


def test_what_comes_up_later_is_never_shown(
    window: MainWindow, cover: Cover, dialog: QDialog, qtbot: QtBot
) -> None:
    cover.cover()
    box = QComboBox(window)
    box.addItems(["Tansy Bramblewick"])

    dialog.show()
    box.showPopup()

    assert dialog.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    handle = dialog.windowHandle()
    assert handle is None or not handle.isVisible()
    qtbot.waitUntil(lambda: visible_windows() == [window])
    box.deleteLater()
    dialog.close()


def test_it_all_shows_within_its_time(window: MainWindow, cover: Cover, dialog: QDialog) -> None:
    dialog.open()
    began = datetime.now(UTC)

    cover.cover()

    # 100 ms are promised; a loaded machine gets twice that, and the usual is a fifth of it.
    assert (datetime.now(UTC) - began).total_seconds() < 0.2
    dialog.close()
