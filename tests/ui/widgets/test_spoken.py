from __future__ import annotations

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.spoken import Role, announce, give_role


def test_a_given_role_is_what_is_spoken(qtbot: QtBot, theme: Theme) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)

    give_role(widget, Role.StaticText)

    assert QAccessible.queryAccessibleInterface(widget).role() == Role.StaticText


def test_a_page_tab_says_whether_it_is_selected(qtbot: QtBot, theme: Theme) -> None:
    tab = QToolButton()
    qtbot.addWidget(tab)
    tab.setCheckable(True)
    give_role(tab, Role.PageTab)
    interface = QAccessible.queryAccessibleInterface(tab)
    assert not interface.state().selected

    tab.setChecked(True)

    assert interface.role() == Role.PageTab
    assert interface.state().selected


def test_a_sentence_can_be_announced(qtbot: QtBot, theme: Theme) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)

    announce(widget, "Saved")
    announce(widget, "Locking soon", urgent=True)
