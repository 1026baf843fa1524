"""Where the keys go after something on the desk was settled or reopened."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.clashes import Desk
from tests.ui.settle.conftest import RISK, TEXT, Office, settled_from
from ui.settle.page import SettlePage
from ui.settle.view_model import SettleViewModel
from ui.theme.theme import Theme

Show = Callable[[QWidget], QWidget]


@pytest.fixture
def page(model: SettleViewModel, office: Office, theme: Theme, show: Show) -> SettlePage:
    """The page beside another part of the window, which stands for the rail."""
    page, window, rail = SettlePage(model, theme), QWidget(), QLineEdit()
    row = QHBoxLayout(window)
    for part in (rail, page):
        row.addWidget(part)
    window.resize(1366, 688)
    show(window)
    return page


def is_on(page: SettlePage) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and page.isAncestorOf(focused)


def test_who_reopens_goes_on_with_the_keys_of_the_desk(
    page: SettlePage, model: SettleViewModel, office: Office, qtbot: QtBot
) -> None:
    settled = settled_from(TEXT)
    office.desk = Desk((RISK,), (settled,))
    model.refresh()
    qtbot.waitUntil(lambda: model.desk.settled == (settled,))
    model.open(settled.key)
    button = page.detail.again_button
    qtbot.waitUntil(button.isVisible)
    button.setFocus()
    office.desk = Desk((RISK, TEXT))

    QTest.keyClick(button, Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: model.key == TEXT.key)
    assert not button.isVisible()
    assert is_on(page)


@pytest.mark.parametrize("part", ["editor", "save"])
def test_who_settled_goes_on_with_the_next(
    page: SettlePage, model: SettleViewModel, office: Office, qtbot: QtBot, part: str
) -> None:
    office.desk = Desk((TEXT, RISK))
    model.refresh()
    model.open(TEXT.key)
    qtbot.waitUntil(lambda: model.compared is not None)
    if part == "editor":
        page.enter_detail()
    else:
        page.save_button.setFocus()
    assert is_on(page)

    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)

    qtbot.waitUntil(lambda: bool(office.settled) and model.key == RISK.key)
    assert is_on(page)
