from __future__ import annotations

import typing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.risk_badge import RiskBadge, RiskLevel


def test_a_badge_says_level_date_and_person(qtbot: QtBot, theme: Theme) -> None:
    badge = RiskBadge("high", theme, since="set 15 Nov by Wren Pepperday")
    qtbot.addWidget(badge)

    interface = QAccessible.queryAccessibleInterface(badge)

    assert interface.role() == QAccessible.Role.Button
    assert interface.text(QAccessible.Text.Name) == "Risk High, set 15 Nov by Wren Pepperday"


@pytest.mark.parametrize("level", typing.get_args(RiskLevel))
def test_each_level_is_26_high_and_can_be_pressed(
    qtbot: QtBot, theme: Theme, level: RiskLevel
) -> None:
    badge = RiskBadge(level, theme)
    qtbot.addWidget(badge)
    badge.show()

    with qtbot.waitSignal(badge.clicked, timeout=1000):
        qtbot.keyClick(badge, Qt.Key.Key_Space)

    assert badge.sizeHint().height() == 26


def test_only_the_filled_badge_of_a_record_is_solid(qtbot: QtBot, theme: Theme) -> None:
    tinted, filled = RiskBadge("high", theme), RiskBadge("high", theme, filled=True)
    qtbot.addWidget(tinted)
    qtbot.addWidget(filled)

    assert tinted.grab().toImage().pixelColor(4, 13) == theme.colour("dangerTint")
    assert filled.grab().toImage().pixelColor(4, 13) == theme.colour("dangerFill")
