"""The page Sync."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.sync.conftest import FACTS, Service
from ui.sync.facts import SyncFacts
from ui.sync.page import SyncPage, SyncParts
from ui.sync.view_model import SyncViewModel
from ui.theme.theme import Theme


@pytest.fixture
def page(model: SyncViewModel, theme: Theme, qtbot: QtBot) -> Iterator[SyncPage]:
    page = SyncPage(model, theme)
    qtbot.addWidget(page)
    page.resize(930, 636)
    page.show()
    yield page


def test_it_is_put_together_from_parts_made_before(
    model: SyncViewModel, theme: Theme, qtbot: QtBot
) -> None:
    parts = SyncParts(theme)
    steps = list(parts.grow())

    page = SyncPage(model, theme, parts=parts)
    qtbot.addWidget(page)

    assert len(steps) == 4
    assert (page.status, page.table, page.pills) == (parts.status, parts.table, parts.pills)
    assert page.isAncestorOf(parts.table)


def test_it_says_what_is_only_here_and_offers_to_try(
    page: SyncPage, service: Service, qtbot: QtBot
) -> None:
    assert "1 item is only on this PC" in texts(page)

    page.try_button.click()

    assert service.asked == [("exchange",)]
    assert not page.try_button.isEnabled()


def test_without_a_space_it_offers_the_two_ways_to_one(
    page: SyncPage, model: SyncViewModel, service: Service, qtbot: QtBot
) -> None:
    service.facts = SyncFacts()
    with qtbot.waitSignal(model.changed):
        model.refresh()

    assert page.found_button.isVisible() and page.join_button.isVisible()
    assert not page.try_button.isVisible()


def test_problems_are_told_in_their_sentences(
    page: SyncPage, model: SyncViewModel, service: Service, qtbot: QtBot
) -> None:
    service.facts = replace(FACTS, problems=("The service is away.",))
    with qtbot.waitSignal(model.changed):
        model.refresh()

    qtbot.waitUntil(lambda: "The service is away." in texts(page))


def test_what_was_refused_has_a_way_to_be_sent_again(
    page: SyncPage, model: SyncViewModel, service: Service, qtbot: QtBot
) -> None:
    assert not page.again_button.isVisible()
    service.facts = replace(FACTS, refused=1, notices=("Nobody was heard from.",))
    with qtbot.waitSignal(model.changed):
        model.refresh()

    qtbot.waitUntil(lambda: "Nobody was heard from." in texts(page))
    assert "1 item was not taken by the service" in texts(page)
    page.again_button.click()
    assert service.asked == [("again",)]


def test_the_receipt_stands_there_with_its_code_and_can_be_checked(
    page: SyncPage, model: SyncViewModel, service: Service, qtbot: QtBot
) -> None:
    assert page.receipt.code.accessibleName() == "7F3A 91C2 0B5E D418"
    assert "Last exchange, today 10:05" in texts(page)

    with qtbot.waitSignal(model.changed):
        page.receipt.check_button.click()

    qtbot.waitUntil(lambda: any(text.startswith("Checked 10:05") for text in texts(page)))


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_words_are_cut_off(page: SyncPage, theme: Theme, qtbot: QtBot, scale: float) -> None:
    theme.scale_text(scale)
    page.resize(1366 if scale == 2.0 else 930, 636)

    qtbot.waitUntil(lambda: cut_off(page) == [])


def test_everything_reached_by_tab_has_a_spoken_name(page: SyncPage) -> None:
    reached = [
        each
        for each in page.findChildren(QWidget)
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]

    assert reached
    assert [each for each in reached if not spoken_name(each)] == []


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def buttons(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(QAbstractButton) if each.isVisible()]


def cut_off(widget: QWidget) -> list[str]:
    labels = [each for each in widget.findChildren(QLabel) if each.isVisible() and each.text()]
    return [label.text() for label in labels if is_cut(label)]


def is_cut(label: QLabel) -> bool:
    needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
    narrow = not label.wordWrap() and label.sizeHint().width() > label.width() + 1
    return narrow or needed > label.height() + 1


def spoken_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)
