"""Ways to look at a page: one is on, and arrows change it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from ui.theme.theme import Theme
from ui.widgets.switch import Switch


def test_arrows_choose_and_the_choice_is_told_once(
    theme: Theme, show: Callable[[QWidget], QWidget], clipped: Callable[[QWidget], list[str]]
) -> None:
    switch = Switch({"one": "This way", "other": "That way"}, theme, spoken="Look at")
    show(switch)
    told: list[str] = []
    switch.chosen.connect(told.append)

    switch.boxes["one"].setFocus()
    QTest.keyClick(switch.boxes["one"], Qt.Key.Key_Right)

    assert (switch.choice, told) == ("other", ["other"])
    theme.scale_text(2.0)
    switch.resize(switch.sizeHint())
    assert clipped(switch) == []
