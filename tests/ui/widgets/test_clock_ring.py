from __future__ import annotations

import typing

import pytest
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.clock_ring import Clock, ClockKind, ClockRing


def test_a_clock_is_spoken_in_words(qtbot: QtBot, theme: Theme) -> None:
    ring = ClockRing(Clock("soon", "6 h 05 m", "left", 0.1), theme, what="First contact")
    qtbot.addWidget(ring)

    interface = QAccessible.queryAccessibleInterface(ring)

    assert interface.role() == QAccessible.Role.Indicator
    assert interface.text(QAccessible.Text.Name) == "First contact, 6 h 05 m left"


@pytest.mark.parametrize("kind", typing.get_args(ClockKind))
def test_every_kind_draws_something(qtbot: QtBot, theme: Theme, kind: ClockKind) -> None:
    ring = ClockRing(Clock(kind, "", "", 0.5, icon="clash", ink="decide"), theme)
    qtbot.addWidget(ring)

    image = ring.grab().toImage()

    spots = ((x, y) for x in range(30) for y in range(image.height()))
    assert len({image.pixelColor(x, y).name() for x, y in spots}) > 1


def test_more_time_left_makes_a_longer_arc(qtbot: QtBot, theme: Theme) -> None:
    def inked(left: float) -> int:
        ring = ClockRing(Clock("plenty", "", "", left), theme)
        qtbot.addWidget(ring)
        image, accent = ring.grab().toImage(), theme.colour("accent")
        spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
        return sum(image.pixelColor(x, y) == accent for x, y in spots)

    assert inked(0.0) < inked(0.3) < inked(0.9)
