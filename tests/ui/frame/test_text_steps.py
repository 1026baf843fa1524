"""Keys for the size of text are taken together, so that none makes the others wait."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.frame.hide_key import HideKey
from ui.frame.main_window import MainWindow
from ui.frame.shortcuts import Shortcuts
from ui.frame.text_steps import TextSteps
from ui.theme.theme import Theme

CTRL = Qt.KeyboardModifier.ControlModifier
Act = Callable[[], object]


@pytest.fixture
def acts(qapp: QApplication, theme: Theme) -> dict[str, Act]:
    return TextSteps(theme, qapp).actions


def test_text_grows_in_steps_and_stops_at_the_ends(
    acts: dict[str, Act], theme: Theme, qtbot: QtBot
) -> None:
    acts["reduce_text"]()
    QApplication.processEvents()
    assert theme.text_scale == 1.0

    for _ in range(20):
        acts["enlarge_text"]()
    acts["reduce_text"]()
    qtbot.waitUntil(lambda: theme.text_scale == 1.9)

    acts["restore_text"]()
    qtbot.waitUntil(lambda: theme.text_scale == 1.0)


def test_keys_that_come_together_change_the_text_once_and_hide_goes_before(
    window: MainWindow, theme: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    told: list[str] = []
    owner = QObject()
    Shortcuts(window, TextSteps(theme, owner).actions)
    hide = HideKey(qapp, owner)
    hide.pressed.connect(lambda: told.append("hidden"))
    theme.changed.connect(lambda: told.append(f"{theme.text_scale}"))
    focused = window.focusWidget() or window
    assert isinstance(focused, QWidget)

    for _ in range(5):
        QTest.keyClick(focused, Qt.Key.Key_Equal, CTRL)
    QTest.keyClick(focused, Qt.Key.Key_F9)

    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == ["hidden", "1.5"]
    owner.deleteLater()
