"""Today by keys, and the panel beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.people import PersonRow
from app.domain.records import SyncState
from app.domain.worklist import Due, Reason
from ui.jobs import Jobs
from ui.theme.theme import Theme
from ui.today.page import TodayPage
from ui.today.panel import TodayPanel
from ui.today.view_model import TodayCalls, TodayViewModel
from ui.today.wording import Ring, key_of

NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)
TANSY = PersonRow(
    bytes(16),
    "Tansy Bramblewick",
    (),
    date(1992, 3, 4),
    34,
    "9990000018",
    "she/her",
    0,
    SyncState.ONLY_HERE,
    False,
)
DANGER = Due(Reason.DANGER, TANSY, b"a" * 16, 1_763_200_000_000, site="Z9902")
DRAFT = Due(Reason.DRAFT, None, b"d" * 16, 1_763_200_000_000)

Made = tuple[TodayPage, TodayPanel, TodayViewModel]


@pytest.fixture
def make(theme: Theme, qtbot: QtBot) -> Iterator[Callable[[Sequence[Due]], Made]]:
    jobs, models = Jobs(), []

    def build(dues: Sequence[Due]) -> Made:
        def worklist() -> Future[Sequence[Due]]:
            answer: Future[Sequence[Due]] = Future()
            answer.set_result(dues)
            return answer

        calls = TodayCalls(worklist, lambda: NOW, str, Ring("COMPASS", "0330 333 7 444"))
        model = TodayViewModel(calls, jobs)
        models.append(model)
        page, panel = TodayPage(model, theme), TodayPanel(model, theme)
        for widget in (page, panel):
            qtbot.addWidget(widget)
        page.resize(930, 636)
        panel.resize(352, 636)
        page.show()
        panel.show()
        qtbot.waitUntil(lambda: model.is_loaded)
        page.activateWindow()
        page.list.setFocus()
        return page, panel, model

    yield build
    for model in models:
        model.deleteLater()
    jobs.deleteLater()


def test_enter_acts_and_o_opens_the_current_row(
    make: Callable[[Sequence[Due]], Made], qtbot: QtBot
) -> None:
    page, _, _ = make([DANGER, DRAFT])

    with qtbot.waitSignal(page.acted) as acted:
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.opened) as opened:
        qtbot.keyClick(page.list, Qt.Key.Key_O)

    assert acted.args == opened.args == [key_of(DANGER)]


def test_the_panel_shows_the_row_that_the_arrows_reach(
    make: Callable[[Sequence[Due]], Made], qtbot: QtBot
) -> None:
    page, panel, _ = make([DANGER, DRAFT])
    assert "Tansy Bramblewick" in texts(panel)
    assert any("Treat every way as unsafe" in text for text in texts(panel))

    qtbot.keyClick(page.list, Qt.Key.Key_Down)

    assert "Nobody yet" in texts(panel)
    assert "Tansy Bramblewick" not in texts(panel)
    assert not panel.open_button.isVisible()


def test_initials_hide_names_in_list_and_panel(
    make: Callable[[Sequence[Due]], Made],
) -> None:
    page, panel, _ = make([DANGER])

    page.initials_button.toggle()

    assert "TB" in texts(panel)
    assert "Tansy Bramblewick" not in texts(panel)


def test_pills_without_rows_are_not_shown(make: Callable[[Sequence[Due]], Made]) -> None:
    page, _, _ = make([DANGER])

    shown = [key for key, pill in page.pills.pills.items() if pill.isVisible()]

    assert shown == ["all", "danger"]


def test_a_day_without_rows_says_so_and_offers_a_record(
    make: Callable[[Sequence[Due]], Made], qtbot: QtBot
) -> None:
    page, _, _ = make([])

    assert "Nothing waits for anyone today." in texts(page)
    with qtbot.waitSignal(page.new_wanted):
        page.empty.pressed.emit()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_words_of_the_panel_are_cut_off(
    make: Callable[[Sequence[Due]], Made], theme: Theme, scale: float
) -> None:
    theme.scale_text(scale)
    _, panel, _ = make([DANGER])
    panel.resize(theme.px(352), 688)

    assert [label.text() for label in labels(panel) if is_cut(label)] == []


def labels(widget: QWidget) -> list[QLabel]:
    return [each for each in widget.findChildren(QLabel) if each.isVisible() and each.text()]


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in labels(widget)]


def is_cut(label: QLabel) -> bool:
    needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
    narrow = not label.wordWrap() and label.sizeHint().width() > label.width() + 1
    return narrow or needed > label.height() + 1


def test_the_panel_warns_of_what_waits_longer_than_a_day(
    make: Callable[[Sequence[Due]], Made],
) -> None:
    hour = 3_600_000
    now = int(NOW.timestamp() * 1000)
    said = []
    for hours in (2, 26):
        _, panel, _ = make([Due(Reason.ONLY_HERE, TANSY, bytes(16), now - hours * hour, count=2)])
        said += [label.text() for label in panel.findChildren(QLabel) if "Since" in label.text()]
        said += [label.text() for label in panel.findChildren(QLabel) if "Not sent" in label.text()]

    assert said == [
        "Since today 07:42. They go when there is a secure link.",
        "Not sent for 26 h, since Mon 07:42. Connect this PC, then look at Sync.",
    ]
