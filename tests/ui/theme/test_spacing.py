from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.theme.spacing import FixedSize, Spacing
from ui.theme.theme import Theme


def test_margins_and_gap_follow_the_text_scale(qtbot: QtBot, theme: Theme) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    rows = QVBoxLayout(page)
    Spacing(rows, theme, margins=(20, 10, 20, 8), gap=6)

    theme.scale_text(1.5)

    margins = rows.contentsMargins()
    assert (margins.left(), margins.top(), margins.right(), margins.bottom()) == (30, 15, 30, 12)
    assert rows.spacing() == 9


def test_a_fixed_size_follows_the_text_scale(qtbot: QtBot, theme: Theme) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    FixedSize(box, theme, width=84, height=52)

    theme.scale_text(2.0)

    assert (box.width(), box.height()) == (168, 104)
