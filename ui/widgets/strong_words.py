"""Strong words and then plain ones on the same lines, as many as they need."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import (
    QFont,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from ui.theme.scale import SMALL
from ui.theme.theme import Theme
from ui.widgets.label import Label

_WISHED, _LEAST = 240, 140
_MOST_KEPT = 8


def laid_out(
    words: str, theme: Theme, *, strong: int, width: float, underlined: bool = False
) -> QTextLayout:
    """The lines at a width; so many of the first signs are `strong`."""
    layout = QTextLayout(words, theme.font(SMALL))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    format = QTextCharFormat()
    format.setFontWeight(int(QFont.Weight.DemiBold))
    format.setFontUnderline(underlined)
    part = QTextLayout.FormatRange()
    part.start, part.length, part.format = 0, strong, format
    layout.setFormats([part])
    layout.beginLayout()
    top = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0.0, top))
        top += line.height()
    layout.endLayout()
    return layout


class StrongWords(Label):
    """Plain text, as any label: which of it is strong is told beside it, not marked up in it."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__("", "small", wraps=True, parent=parent)
        self._theme, self._strong = theme, 0
        self._kept: dict[tuple[int, int, str], QTextLayout] = {}
        theme.changed.connect(self._follow_theme)

    def show_words(self, *, strong: str, text: str = "") -> None:
        """Say something else."""
        self._strong = len(strong)
        self.setText(" ".join(filter(None, (strong, text))))
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at a width."""
        return math.ceil(self._laid_out(width).boundingRect().height())

    def sizeHint(self) -> QSize:
        """One line, or wide enough for a few words."""
        wished = self._theme.px(_WISHED)
        width = min(wished, math.ceil(self._laid_out(wished).maximumWidth()) + 1)
        return QSize(width, self.heightForWidth(wished))

    def minimumSizeHint(self) -> QSize:
        """Narrow, in more lines."""
        return QSize(min(self._theme.px(_LEAST), self.sizeHint().width()), self._theme.px(SMALL))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines, in the middle of the height there is."""
        layout, painter = self._laid_out(self.width()), QPainter(self)
        painter.setPen(self._theme.colour("text"))
        spare = self.height() - layout.boundingRect().height()
        layout.draw(painter, QPointF(0.0, max(0.0, spare / 2)))

    def _laid_out(self, width: int) -> QTextLayout:
        """A column asks for the height many times, and paint once more."""
        key = (width, self._strong, self.text())
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = laid_out(
                self.text(), self._theme, strong=self._strong, width=float(width)
            )
        return self._kept[key]

    def _follow_theme(self) -> None:
        self._kept.clear()
        self.updateGeometry()
        self.update()
