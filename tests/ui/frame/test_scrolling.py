"""Coming back to where a page was scrolled."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QLabel, QListView, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.frame.scrolling import scroll_again, scrolled


class Page(QWidget):
    """An area with a tall label, and a list that is filled later."""

    def __init__(self) -> None:
        super().__init__()
        self.area, self.list, self.rows = QScrollArea(), QListView(), QStringListModel()
        tall = QLabel("Voice hoarse")
        tall.setFixedSize(100, 2_000)
        self.area.setWidget(tall)
        self.list.setModel(self.rows)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        column = QVBoxLayout(self)
        column.addWidget(self.area)
        column.addWidget(self.list)
        self.resize(300, 300)
        self.show()

    def fill(self) -> None:
        self.rows.setStringList([f"Row {number}" for number in range(200)])


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    page = Page()
    qtbot.addWidget(page)
    return page


def test_what_is_there_and_what_comes_later_are_scrolled_again(page: Page, qtbot: QtBot) -> None:
    scroll_again(page, [700, 900])
    assert scrolled(page) == [700, 0]

    page.fill()

    qtbot.waitUntil(lambda: scrolled(page) == [700, 900])


def test_a_hand_on_the_bar_goes_before(page: Page, qtbot: QtBot) -> None:
    scroll_again(page, [0, 900])
    page.list.verticalScrollBar().sliderPressed.emit()
    qtbot.wait(1)

    page.fill()
    qtbot.waitUntil(lambda: page.list.verticalScrollBar().maximum() > 900)

    assert scrolled(page) == [0, 0]


def test_places_of_another_page_are_left_alone(page: Page) -> None:
    scroll_again(page, [700])

    assert scrolled(page) == [0, 0]


def test_a_part_that_is_made_later_is_waited_for(page: Page, qtbot: QtBot) -> None:
    scroll_again(page, [700, 0, 300])

    tall, late = QLabel("Voice hoarse"), QListView(page)
    tall.setFixedSize(100, 2_000)
    late.setModel(page.rows)
    late.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    late.show()
    page.fill()

    qtbot.waitUntil(lambda: scrolled(page) == [700, 0, 300])
