"""The viewer's state: what it asks for, and which answers come too late."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import Refused
from ui.attachments.view_model import (
    PICTURE,
    TEXT,
    Drawn,
    Opened,
    Part,
    ViewCalls,
    ViewerViewModel,
)
from ui.jobs import Jobs


class Drawer:
    """Answers when the test lets it."""

    def __init__(self) -> None:
        self.opening: list[Future[Opened]] = []
        self.asked: list[tuple[Part, Future[Drawn]]] = []
        self.stops = 0

    def open(self, _id: bytes) -> Future[Opened]:
        self.opening.append(Future())
        return self.opening[-1]

    def draw(self, part: Part) -> Future[Drawn]:
        self.asked.append((part, Future()))
        return self.asked[-1][1]

    def stop(self) -> None:
        self.stops += 1

    def answer(self, *, whole: tuple[int, int] = (3_000, 2_000)) -> None:
        part, future = self.asked[-1]
        width, height = part.width, part.height
        future.set_result(
            Drawn(width, height, part.left, part.top, whole, bytes(width * height * 4))
        )


@pytest.fixture
def drawer() -> Drawer:
    return Drawer()


@pytest.fixture
def model(qapp: QApplication, drawer: Drawer) -> Iterator[ViewerViewModel]:
    owner = QObject()
    model = ViewerViewModel(
        ViewCalls(drawer.open, drawer.draw, drawer.stop), Jobs(owner), parent=owner
    )
    model.set_room(100, 80)
    yield model
    owner.deleteLater()


def opened(
    model: ViewerViewModel, drawer: Drawer, qtbot: QtBot, what: Opened | None = None
) -> None:
    model.open(b"id")
    drawer.opening[-1].set_result(what or Opened(PICTURE, 3))
    qtbot.waitUntil(lambda: model.opened is not None)


def test_it_opens_then_draws_the_whole_page_in_the_room_there_is(model, drawer, qtbot) -> None:
    opened(model, drawer, qtbot)

    assert [part for part, _ in drawer.asked] == [Part(width=100, height=80)]
    drawer.answer()
    qtbot.waitUntil(lambda: model.drawn is not None)
    assert model.place == "Page 1 of 3"


def test_nothing_is_drawn_before_there_is_room(qapp, drawer, qtbot) -> None:
    owner = QObject()
    model = ViewerViewModel(
        ViewCalls(drawer.open, drawer.draw, drawer.stop), Jobs(owner), parent=owner
    )
    opened(model, drawer, qtbot)
    assert drawer.asked == []

    model.set_room(10, 10)
    assert len(drawer.asked) == 1
    owner.deleteLater()


def test_one_part_is_drawn_at_a_time_and_then_only_the_last_wished(model, drawer, qtbot) -> None:
    opened(model, drawer, qtbot)
    model.zoom()
    model.turn()
    model.show_page(1)
    assert len(drawer.asked) == 1

    drawer.answer()
    qtbot.waitUntil(lambda: len(drawer.asked) == 2)
    assert drawer.asked[-1][0] == Part(page=1, percent=100, turn=1, width=100, height=80)


def test_it_stays_within_the_page_and_within_the_pages(model, drawer, qtbot) -> None:
    opened(model, drawer, qtbot)
    drawer.answer()
    qtbot.waitUntil(lambda: model.drawn is not None)
    model.move(50, 50)
    assert (model.part.left, model.part.top) == (0, 0)

    model.zoom()
    drawer.answer()
    qtbot.waitUntil(lambda: not model._is_drawing)  # noqa: SLF001
    model.move(99_999, -5)
    assert (model.part.left, model.part.top) == (2_900, 0)
    model.show_page(-5)
    assert model.part.page == 0
    model.show_page(99)
    assert model.part.page == 2


def test_what_arrives_after_it_was_closed_is_dropped(model, drawer, qtbot) -> None:
    model.open(b"one")
    late = drawer.opening[-1]
    model.close()
    late.set_result(Opened(PICTURE, 1))
    opened(model, drawer, qtbot)
    part, drawing = drawer.asked[-1]
    model.close()
    drawing.set_result(Drawn(1, 1, 0, 0, (1, 1), bytes(4)))
    qtbot.wait(20)

    assert model.opened is None and model.drawn is None
    assert drawer.stops >= 3


def test_a_failure_is_a_sentence_and_draws_nothing_more(model, drawer, qtbot) -> None:
    opened(model, drawer, qtbot)
    drawer.asked[-1][1].set_exception(Refused("attachment.too_much"))
    qtbot.waitUntil(lambda: bool(model.problem))
    model.turn()

    assert "memory or time" in model.problem
    assert len(drawer.asked) == 1


def test_a_text_goes_page_by_page_and_is_drawn_by_nobody(model, drawer, qtbot) -> None:
    opened(model, drawer, qtbot, Opened(TEXT, 2, ("one", "two")))
    assert model.text == "one"
    model.show_page(1)

    assert model.text == "two" and drawer.asked == []
