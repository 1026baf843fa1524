"""Room for a scroll bar in the margin of what it scrolls, so that it moves nothing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea

BAR = 12
"""How broad a bar is, at 100 %: whatever is scrolled leaves it out of its margin at the right."""


def keep_room(area: QAbstractScrollArea) -> None:
    """Give an area the room of its bar from the start: nothing is laid out anew when it comes."""
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    area.verticalScrollBar().rangeChanged.connect(partial(_show_bar, area))
    _show_bar(area)


def _show_bar(area: QAbstractScrollArea, *_range: int) -> None:
    """One with nowhere to go is not drawn."""
    bar = area.verticalScrollBar()
    bar.setEnabled(bar.maximum() > bar.minimum())
