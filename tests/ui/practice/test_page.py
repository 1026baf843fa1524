"""Reports as it is seen and worked: letters count, everything has a name, nothing is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.domain.practice import Month, Point, Practice, Raise, Session, Share, Tally
from app.forms.directory import shipped_directory
from ui.jobs import Jobs
from ui.practice.page import PracticePage
from ui.practice.panel import PracticePanel
from ui.practice.view_model import PracticeCalls, PracticeViewModel, Shown
from ui.theme.theme import Theme

Show = Callable[[QWidget], QWidget]
Look = Callable[[QWidget], list[str]]
HELD = Session(b"s" * 16, date(2026, 9, 15), "clinical_1", "Z99901", 9, 11, 4, 8)
MONTHS = tuple(Month(date(2026, month, 1), asked=month, sessions=(HELD,)) for month in range(1, 13))
PRACTICE = Practice(
    MONTHS, (HELD,), (Share("clinical_1", 9, 11),), {"accepted": 2}, 1, 1, 2, ("Z99901",)
)
POINTS = (Point(Raise.WAITING, 1), Point(Raise.TRAINED))


@pytest.fixture
def presses() -> list[str]:
    return []


@pytest.fixture
def model(qapp: QApplication, presses: list[str]) -> Iterator[PracticeViewModel]:
    def load(_site: str, _at: str) -> Future[Shown]:
        found: Future[Shown] = Future()
        found.set_result(Shown(PRACTICE, POINTS, Tally(len(presses)), "Z99901"))
        return found

    def count(_site: str, result: str, _by: int) -> Future[Tally]:
        presses.append(result)
        written: Future[Tally] = Future()
        written.set_result(Tally(len(presses)))
        return written

    jobs = Jobs()
    yield PracticeViewModel(PracticeCalls(load, count), jobs)
    jobs.deleteLater()


@pytest.fixture
def page(model: PracticeViewModel, theme: Theme, show: Show) -> PracticePage:
    directory = shipped_directory(training=True)
    made = PracticePage(model, directory, directory.sites_on(date(2026, 11, 17)), theme)
    made.resize(940, 640)
    show(made)
    QApplication.processEvents()
    return made


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_a_letter_counts_wherever_the_focus_is_on_the_card(
    page: PracticePage, presses: list[str]
) -> None:
    button = page.tally.buttons["asked"]
    button.setFocus()
    QTest.keyClicks(button, "andd")
    QApplication.processEvents()

    assert presses == ["asked", "not_safe", "disclosed", "disclosed"]
    assert "4 were asked" in words(page.tally)


def test_no_words_promise_a_key_where_single_letters_are_off(
    page: PracticePage, theme: Theme
) -> None:
    theme.let_letters_act(on=False)
    QApplication.processEvents()

    assert "One press for each patient" in words(page.tally)
    assert "key" not in words(page)


def test_months_are_a_table_where_there_is_room_and_lines_where_there_is_none(
    page: PracticePage, theme: Theme
) -> None:
    assert page.months.table.isVisible()
    assert page.months.table.model().rowCount() == 12

    page.resize(600, 640)
    QApplication.processEvents()

    assert not page.months.table.isVisible()
    assert "Dec 26: training Clinical 1: 9, counted 12." in words(page.months)


def test_everything_has_a_name_and_nothing_is_cut(
    page: PracticePage,
    model: PracticeViewModel,
    theme: Theme,
    show: Show,
    nameless: Look,
    clipped: Look,
) -> None:
    panel = PracticePanel(model, theme)
    panel.resize(352, 640)
    show(panel)
    panel.show_state()

    assert nameless(page) + nameless(panel) == []
    for scale in (1.0, 2.0):
        theme.scale_text(scale)
        page.resize(theme.px(660), 640)
        QApplication.processEvents()
        assert clipped(page) == []
    assert "Referrals nobody has taken yet: fewer than 5." in words(panel)


def test_enter_on_a_session_asks_to_mark_it(page: PracticePage) -> None:
    asked: list[str] = []
    page.in_error.connect(asked.append)
    page.sessions.table.setFocus()

    QTest.keyClick(page.sessions.table, Qt.Key.Key_Return)

    assert asked == [HELD.id.hex()]
