"""Widgets beside each other where there is room, and below each other where there is none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.theme.theme import Theme

_ACROSS, _DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class Tiles(QWidget):
    """One row or one column of widgets; all begin at the top.

    `across` and `down` are the gaps in pixels at 100 %. `shares` divide what a row has to spare;
    without them every widget takes an equal part.
    """

    def __init__(
        self,
        theme: Theme,
        *,
        across: int = 10,
        down: int = 9,
        shares: Sequence[int] = (),
        stacked: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._across, self._down = theme, across, down
        self._shares = tuple(shares)
        self._box = QBoxLayout(_ACROSS, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        theme.changed.connect(self._fit)
        self.stack(stacked=stacked)

    def add(self, *widgets: QWidget) -> None:
        """Put widgets after those that are here."""
        for widget in widgets:
            self._box.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
            self._share(self._box.count() - 1)
            if self.isVisible():
                widget.show()  # Qt would in the next turn, and the focus may wait for it

    def stack(self, *, stacked: bool) -> None:
        """Put them below each other, or beside each other."""
        self._box.setDirection(_DOWN if stacked else _ACROSS)
        for place in range(self._box.count()):
            self._share(place)
        self._fit()

    def _share(self, place: int) -> None:
        share = self._shares[place] if self._shares else 1
        self._box.setStretch(place, 0 if self._box.direction() == _DOWN else share)

    def _fit(self) -> None:
        is_stacked = self._box.direction() == _DOWN
        self._box.setSpacing(self._theme.px(self._down if is_stacked else self._across))
