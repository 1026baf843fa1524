"""Margins, gaps and fixed sizes that follow the text scale by themselves."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLayout, QWidget

from ui.theme.theme import Theme

Margins = tuple[int, int, int, int]
"""Left, top, right and bottom, in pixels at 100 %."""


class Spacing(QObject):
    """Keeps a layout's margins and gap at the text scale; lives as long as the layout."""

    def __init__(
        self, layout: QLayout, theme: Theme, *, margins: Margins = (0, 0, 0, 0), gap: int = 0
    ) -> None:
        super().__init__(layout)
        self._layout, self._theme, self._margins, self._gap = layout, theme, margins, gap
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._layout.setContentsMargins(*(self._theme.px(side) for side in self._margins))
        self._layout.setSpacing(self._theme.px(self._gap))


class FixedSize(QObject):
    """Keeps a widget's width or height, or both, at the text scale."""

    def __init__(
        self, widget: QWidget, theme: Theme, *, width: int | None = None, height: int | None = None
    ) -> None:
        super().__init__(widget)
        self._widget, self._theme, self._width, self._height = widget, theme, width, height
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        if self._width is not None:
            self._widget.setFixedWidth(self._theme.px(self._width))
        if self._height is not None:
            self._widget.setFixedHeight(self._theme.px(self._height))
