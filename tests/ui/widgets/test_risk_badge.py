from __future__ import annotations

import typing

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from ui.theme.theme import Theme
from ui.widgets.painting import Brush
from ui.widgets.risk_badge import RiskLevel, badge_width, draw_badge


def drawn(level: RiskLevel, theme: Theme) -> QImage:
    area = QImage(badge_width(level, theme), 26, QImage.Format.Format_ARGB32)
    area.fill(QColor("transparent"))
    painter = QPainter(area)
    draw_badge(Brush(painter, theme), QRectF(area.rect()), level)
    painter.end()
    return area


def test_each_level_looks_like_no_other(theme: Theme) -> None:
    levels = typing.get_args(RiskLevel)
    pictures = [drawn(level, theme) for level in levels]

    assert all(one != other for one in pictures for other in pictures if one is not other)


@pytest.mark.parametrize(("level", "ground"), [("high", "dangerTint"), ("medium", "warnTint")])
def test_a_level_stands_on_its_own_tint(theme: Theme, level: RiskLevel, ground: str) -> None:
    assert drawn(level, theme).pixelColor(4, 13) == theme.colour(ground)
