"""Reports as they are seen and worked: by keys, as charts and as tables, and nothing cut."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.domain.months import Span
from app.domain.overview import Seen
from app.domain.periods import Quarter
from tests.ui.reports.figures import NAMES
from ui.reports.page import ReportParts, ReportsPage
from ui.reports.view_model import ReportsViewModel
from ui.theme.theme import Theme
from ui.widgets.toast import Toast

Show = Callable[[QWidget], QWidget]
Look = Callable[[QWidget], list[str]]


@pytest.fixture
def page(model: ReportsViewModel, theme: Theme, show: Show) -> ReportsPage:
    parts = ReportParts(model, lambda code: NAMES.get(code, code), theme, within="48 hours", aim=90)
    made = ReportsPage(model, parts, theme)
    made.growth.finish()
    made.resize(1281, 636)
    show(made)
    QApplication.processEvents()
    return made


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_everything_has_a_name_and_nothing_is_cut_at_any_size(
    page: ReportsPage, theme: Theme, nameless: Look, clipped: Look
) -> None:
    assert nameless(page) == []
    for scale, width in ((1.0, 1281), (1.0, 940), (2.0, 1366), (2.0, 1024)):
        theme.scale_text(scale)
        page.resize(width, 636)
        QApplication.processEvents()
        assert clipped(page) == [], (scale, width)


def test_all_stands_on_the_screen_at_1366_without_scrolling(page: ReportsPage) -> None:
    assert page.came_of.chart.visibleRegion().boundingRect() == page.came_of.chart.rect()
    assert page.sites.y() == page.in_time.y() < page.came_of.y()


def test_a_sentence_leaves_the_buttons_at_the_foot_free(page: ReportsPage, theme: Theme) -> None:
    toast = Toast(theme, page)
    toast.tell("Saved.")
    assert not toast.geometry().intersects(page.foot.geometry())

    theme.scale_text(2.0)  # the foot scrolls with the page then
    page.resize(1366, 636)
    QApplication.processEvents()
    toast.place()
    assert page.rect().contains(toast.geometry())
    toast.hide()


def test_a_chart_is_one_to_a_screen_reader_and_says_its_headline(page: ReportsPage) -> None:
    spoken = QAccessible.queryAccessibleInterface(page.sites.chart)

    assert spoken is not None and spoken.role() == QAccessible.Role.Chart
    assert spoken.text(QAccessible.Text.Description).endswith("in all 257. 3 hidden.")


def test_each_chart_has_a_table_that_says_all_of_it(page: ReportsPage) -> None:
    for card in (page.sites, page.in_time, page.came_of):
        card.turn.setFocus()
        QTest.keyClick(card.turn, Qt.Key.Key_Return)
        assert card.table is not None
        assert card.table.isVisible() and not card.chart.isVisible()
        assert card.turn.accessibleName().startswith("Show as chart: ")
    QApplication.processEvents()

    model = page.sites.table.table.model() if page.sites.table is not None else None
    assert model is not None
    told = [[str(model.index(row, at).data()) for at in range(7)] for row in range(6)]
    assert told[3] == ["Hollin Bank Surgery", "7", "hid", "8", "6", "5", "hid"]
    assert told[5] == ["All sites", "50", "45", "62", "62", "38", "257"]


def test_where_a_chart_has_no_room_its_words_stand_instead(page: ReportsPage, theme: Theme) -> None:
    theme.scale_text(2.0)
    page.resize(800, 636)
    QApplication.processEvents()

    assert not page.came_of.chart.isVisible()
    assert "Spoken to since, referrals accepted: yes 96, no 14, open 10, of 120." in words(page)


def test_keys_choose_the_way_and_the_months(
    page: ReportsPage, model: ReportsViewModel, asked: list[Span]
) -> None:
    page.bar.way.boxes[Seen.REFERRED.value].setFocus()
    QTest.keyClick(page.bar.way.boxes[Seen.REFERRED.value], Qt.Key.Key_Right)
    page.bar.begin.setFocus()
    QTest.keyClick(page.bar.begin, Qt.Key.Key_Up)
    page.bar.begin.activated.emit(page.bar.begin.currentIndex())

    assert model.seen is Seen.DONE
    assert "9 figures are hidden" in page.foot.words.text() or model.is_working
    assert asked[-1] == Span(Quarter(2026, 2), Quarter(2026, 4))


def test_one_place_alone_has_no_sum_below_it(page: ReportsPage, model: ReportsViewModel) -> None:
    page.bar.site.setCurrentIndex(page.bar.site.findData("D"))
    page.bar.site.activated.emit(page.bar.site.currentIndex())

    assert [row.code for row in model.sites] == ["D"]
    assert "Hollin Bank Surgery" in page.sites.chart.accessibleDescription()


def test_the_buttons_say_which_file_is_wanted_and_for_whom(page: ReportsPage) -> None:
    wanted: list[tuple[str, bool]] = []
    page.file_wanted.connect(lambda shape, is_outside: wanted.append((shape, is_outside)))

    for button in (page.foot.table, page.foot.report, page.foot.outside):
        button.click()

    assert wanted == [("xlsx", False), ("pdf", False), ("pdf", True)]
