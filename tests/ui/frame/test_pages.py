from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property, partial

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.boxes.growing import GrowingPage, Parts
from ui.frame.body import Body
from ui.frame.focus_order import focusable_in
from ui.frame.main_window import MainWindow
from ui.frame.pages import Pages
from ui.frame.place import Place
from ui.theme.theme import Theme
from ui.turns import Steps, Turns

Show = Callable[[QWidget], QWidget]


class Notes(GrowingPage):
    """A page of a heading and three lines, made one by one."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self.lines: list[QLineEdit] = []
        self.growth = Steps(self._grow())

    def _grow(self) -> Iterator[None]:
        heading = QLabel("Notes")
        self._column.addWidget(heading)
        yield
        for _ in range(3):
            line = QLineEdit()
            self._column.addWidget(line)
            line.show()
            self.lines.append(line)
            yield


class Rooms:
    """A window of two places of which the second grows, and what was made of it."""

    def __init__(self, theme: Theme, turns: Turns | None) -> None:
        self.asked: list[str] = []
        self.notes, self.beside = Notes(), QLineEdit()
        first = Place("first", "First", "today", 1, self._first)
        second = Place("second", "Second", "new", 2, self._second, panel=self._panel)
        self.window = MainWindow([first, second], theme, who="Wren", training=True, turns=turns)
        self.window.resize(1366, 688)

    def _first(self) -> QWidget:
        return QLineEdit()

    def _second(self) -> QWidget:
        self.asked.append("page")
        return self.notes

    def _panel(self) -> QWidget:
        self.asked.append("panel")
        return self.beside


@pytest.fixture
def turns(qapp: QApplication) -> Iterator[Turns]:
    made = Turns()
    yield made
    made.stop()


def test_of_a_page_that_grows_as_much_is_made_at_once_as_the_focus_takes(
    theme: Theme, show: Show, turns: Turns, qtbot: QtBot
) -> None:
    rooms = Rooms(theme, turns)
    show(rooms.window)

    rooms.window.show_place("second")

    assert len(rooms.notes.lines) == 1
    assert rooms.window.focusWidget() is rooms.notes.lines[0]
    qtbot.waitUntil(lambda: rooms.notes.growth.is_done)
    assert len(rooms.notes.lines) == 3
    assert rooms.window.focusWidget() is rooms.notes.lines[0]


def test_tab_comes_to_the_panel_after_all_of_a_page_that_grew_later(
    theme: Theme, show: Show, turns: Turns, qtbot: QtBot
) -> None:
    rooms = Rooms(theme, turns)
    show(rooms.window)
    rooms.window.show_place("second")
    qtbot.waitUntil(lambda: turns.is_at_rest)

    reached = focusable_in(rooms.window)
    places = [reached.index(each) for each in (*rooms.notes.lines, rooms.beside)]

    assert places == sorted(places)


def test_a_window_without_turns_makes_a_page_whole(theme: Theme, show: Show) -> None:
    rooms = Rooms(theme, None)
    show(rooms.window)

    rooms.window.show_place("second")

    assert len(rooms.notes.lines) == 3
    assert rooms.window.focusWidget() is rooms.notes.lines[0]


def test_parts_that_take_long_are_made_before_the_page_in_steps_of_their_own(
    theme: Theme, qapp: QApplication
) -> None:
    made: list[str] = []

    def make(name: str) -> QWidget:
        made.append(name)
        return QLineEdit()

    def parts() -> Iterator[None]:
        for name in ("tally", "table"):
            made.append(name)
            yield

    page, panel = partial(make, "page"), partial(make, "panel")
    place = Place("reports", "Reports", "reports", 1, page, panel=panel, parts=parts)
    making = Pages({"reports": place}, Body(theme), None).making("reports")

    assert making.step() and made == ["tally"]
    assert making.step() and made == ["tally", "table"]
    making.finish()
    assert made == ["tally", "table", "page", "panel"]


def test_what_was_made_and_not_shown_yet_goes_with_the_window(
    theme: Theme, qapp: QApplication
) -> None:
    body, page = Body(theme), QLineEdit()
    owner = QObject()
    place = Place("reports", "Reports", "reports", 1, lambda: page)
    Pages({"reports": place}, body, None).making("reports").step()
    parts = _Two(owner)
    next(parts.grow())

    for each in (body, owner):
        each.deleteLater()
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    assert not shiboken6.isValid(page)
    assert not shiboken6.isValid(parts.one[0])


class _Two(Parts):
    order = ("one", "other")

    @cached_property
    def one(self) -> tuple[QWidget, ...]:
        return (QLineEdit(),)

    @cached_property
    def other(self) -> QWidget:
        raise AssertionError("nobody asked for it")


def test_what_is_prepared_is_made_once_and_shown_nowhere(
    theme: Theme, show: Show, turns: Turns, qtbot: QtBot
) -> None:
    rooms = Rooms(theme, turns)
    show(rooms.window)

    turns.add(Steps(rooms.window.pages.prepare()))
    qtbot.waitUntil(lambda: turns.is_at_rest)

    assert sorted(rooms.asked) == ["page", "panel"]
    assert rooms.notes.growth.is_done
    assert not rooms.notes.isVisible()
    prepared = rooms.notes.size()
    rooms.window.show_place("second")
    assert rooms.notes.size() == prepared == rooms.window.body.pages.size()
    assert sorted(rooms.asked) == ["page", "panel"]
    assert rooms.window.focusWidget() is rooms.notes.lines[0]


def test_what_is_prepared_comes_up_a_row_at_a_time_below_what_has_the_focus(
    theme: Theme, show: Show, turns: Turns, qtbot: QtBot
) -> None:
    rooms = Rooms(theme, turns)
    show(rooms.window)
    Steps(rooms.window.pages.prepare()).finish()

    rooms.window.show_place("second")

    first, *others = rooms.notes.lines
    assert rooms.window.focusWidget() is first
    assert [line.isVisible() for line in others] == [False, False]
    qtbot.waitUntil(lambda: all(line.isVisible() for line in others))
    assert rooms.window.focusWidget() is first


def test_what_is_needed_whole_is_shown_whole(theme: Theme, show: Show, turns: Turns) -> None:
    rooms = Rooms(theme, turns)
    show(rooms.window)
    Steps(rooms.window.pages.prepare()).finish()

    rooms.window.show_place("second")
    rooms.notes.unfold_all()

    assert all(line.isVisible() for line in rooms.notes.lines)


def test_a_place_that_is_wanted_while_it_is_prepared_is_made_once(
    theme: Theme, show: Show, turns: Turns, qtbot: QtBot
) -> None:
    rooms = Rooms(theme, turns)
    show(rooms.window)
    preparing = Steps(rooms.window.pages.prepare())
    while not rooms.asked:
        preparing.step()

    rooms.window.show_place("second")
    turns.add(preparing)
    qtbot.waitUntil(lambda: turns.is_at_rest)

    assert sorted(rooms.asked) == ["page", "panel"]
    assert len(rooms.notes.lines) == 3
