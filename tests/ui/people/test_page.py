"""The page People by keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.domain.people import PersonRow
from app.domain.records import SyncState
from ui.jobs import Jobs
from ui.people.page import PeoplePage
from ui.people.view_model import PeopleCalls, PeopleViewModel
from ui.theme.theme import Theme

NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)
T = TypeVar("T")


def person(number: int) -> PersonRow:
    subject = number.to_bytes(16, "big")
    name = f"Person {number}"
    return PersonRow(subject, name, (), None, 30, "9990000018", "", 0, SyncState.RECEIVED, False)


def given(value: T) -> Future[T]:
    answer: Future[T] = Future()
    answer.set_result(value)
    return answer


@pytest.fixture
def page(theme: Theme, qtbot: QtBot) -> Iterator[PeoplePage]:
    jobs = Jobs()

    def search(words: str) -> Future[Sequence[PersonRow]]:
        return given([person(7)] if words == "seven" else [])

    calls = PeopleCalls(
        numbers=lambda: given(range(250)),
        rows=lambda numbers: given([person(number) for number in numbers]),
        search=search,
        drop=lambda _search: None,
    )
    model = PeopleViewModel(calls, jobs)
    page = PeoplePage(model, theme, now=lambda: NOW)
    for owned in (model, jobs):
        owned.setParent(page)
    qtbot.addWidget(page)
    page.resize(1280, 636)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(lambda: bool(page.list.current_key) or page.list.model().rowCount() == 250)
    yield page


def test_enter_opens_the_current_person(page: PeoplePage, qtbot: QtBot) -> None:
    page.list.setFocus()
    qtbot.waitUntil(lambda: page.list.model().index(0, 0).data() == "Person 0")
    page.list.choose_first()

    with qtbot.waitSignal(page.opened) as opened:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)

    assert opened.args == [bytes(16).hex()]


def test_typing_narrows_the_list_and_enter_opens_the_best(page: PeoplePage, qtbot: QtBot) -> None:
    page.field.setFocus()
    qtbot.keyClicks(page.field, "seven")
    qtbot.waitUntil(lambda: page.list.model().rowCount() == 1)
    page.list.choose_first()

    with qtbot.waitSignal(page.opened) as opened:
        qtbot.keyClick(page.field, Qt.Key.Key_Return)

    assert opened.args == [(7).to_bytes(16, "big").hex()]


def test_a_name_that_begins_with_a_letter_of_a_row_is_looked_for_whole(
    page: PeoplePage, qtbot: QtBot
) -> None:
    page.list.setFocus()
    with qtbot.assertNotEmitted(page.opened):
        qtbot.keyClick(page.list, Qt.Key.Key_O)
        qtbot.keyClick(page.list, Qt.Key.Key_L)

    assert page.field.text() == "ol"
    assert page.field.hasFocus()


def test_nobody_found_is_said(page: PeoplePage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.field, "nobody")

    qtbot.waitUntil(lambda: "Nobody on this PC fits these words." in texts(page))
    assert not page.list.isVisible()


def test_escape_empties_the_line_for_good(page: PeoplePage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.field, "seven")
    qtbot.keyClick(page.field, Qt.Key.Key_Escape)

    assert page.field.text() == ""
    assert not page.field.isUndoAvailable()


def test_the_model_keeps_qts_rules(page: PeoplePage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.list.model())


def texts(page: PeoplePage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
