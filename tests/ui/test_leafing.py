"""A page at a time of what goes back further than a page."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.domain.history import Mark
from app.errors import Refused
from ui.jobs import Jobs
from ui.leafing import Leafing


@dataclass(frozen=True)
class Sheet:
    words: str
    older: Mark | None = None


class Reader(QObject):
    """Leafs, and answers what is asked for when a test says so."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[tuple[Mark | None, Future[Sheet]]] = []
        self.changes = 0
        self.leafing = Leafing[Sheet](self._load, Jobs(self), self, changed=self._on_changed)

    def _load(self, before: Mark | None) -> Future[Sheet]:
        self.asked.append((before, Future()))
        return self.asked[-1][1]

    def _on_changed(self) -> None:
        self.changes += 1


@pytest.fixture
def reader() -> Reader:
    return Reader()


def test_older_and_newer_lead_through_the_pages_and_back(reader: Reader, qtbot: QtBot) -> None:
    leafing, mark = reader.leafing, Mark(5, 0, 1)
    leafing.show_newest()
    reader.asked[0][1].set_result(Sheet("newest", mark))
    qtbot.waitUntil(lambda: leafing.has_older)
    assert not leafing.has_newer

    leafing.show_older()
    assert reader.asked[1][0] == mark
    reader.asked[1][1].set_result(Sheet("oldest"))
    qtbot.waitUntil(lambda: leafing.page == Sheet("oldest"))
    assert (leafing.has_older, leafing.has_newer, leafing.has_others) == (False, True, True)

    leafing.show_newer()
    assert reader.asked[2][0] is None
    leafing.show_newer()
    assert len(reader.asked) == 3, "there is nothing newer than the newest"


def test_a_press_that_comes_twice_goes_one_page_on_and_one_back(
    reader: Reader, qtbot: QtBot
) -> None:
    leafing, mark, further = reader.leafing, Mark(5, 0, 1), Mark(3, 0, 1)
    leafing.show_newest()
    reader.asked[0][1].set_result(Sheet("newest", mark))
    qtbot.waitUntil(lambda: leafing.has_older)

    leafing.show_older()
    leafing.show_older()
    reader.asked[1][1].set_result(Sheet("second", further))
    qtbot.waitUntil(lambda: leafing.page == Sheet("second", further))
    leafing.show_newer()

    assert [before for before, _ in reader.asked] == [None, mark, None]


def test_an_answer_of_before_is_dropped(reader: Reader, qtbot: QtBot) -> None:
    leafing = reader.leafing
    leafing.show_newest()
    leafing.show_newest()

    reader.asked[1][1].set_result(Sheet("of now"))
    reader.asked[0][1].set_exception(Refused("records.id_shape"))
    qtbot.waitUntil(lambda: leafing.page == Sheet("of now"))
    qtbot.wait(1)

    assert (leafing.page, leafing.problem, reader.changes) == (Sheet("of now"), "", 1)


def test_a_page_that_does_not_come_says_why(reader: Reader, qtbot: QtBot) -> None:
    reader.leafing.show_newest()
    reader.asked[0][1].set_exception(Refused("records.id_shape"))

    qtbot.waitUntil(lambda: reader.changes == 1)

    assert reader.leafing.problem
    assert reader.leafing.page is None
