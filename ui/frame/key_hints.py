"""A line of keys and what they do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.scale import CAPTION
from ui.theme.theme import Theme
from ui.widgets.inline import draw_key, key_width
from ui.widgets.painting import Brush, width_of
from ui.widgets.spoken import Role, give_role

_WORD_GAP, _GAP = 6, 16


class KeyHints(QWidget):
    """Pairs of a key and a word; several keys for one word are parted by spaces."""

    def __init__(
        self, hints: Sequence[tuple[str, str]], theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._hints, self._theme = tuple(hints), theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        give_role(self, Role.StaticText)
        self.setAccessibleName(", ".join(f"{keys} {words}".strip() for keys, words in hints))
        theme.changed.connect(self._follow_theme)

    def sizeHint(self) -> QSize:
        """Room for all of them at the text scale."""
        theme = self._theme
        widths = [self._width(keys, words) for keys, words in self._hints]
        gaps = theme.px(_GAP) * (len(widths) - 1)
        return QSize(round(sum(widths) + gaps + 0.5), theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the keys in their boxes, each with its word."""
        brush, theme, area = Brush(QPainter(self), self._theme), self._theme, QRectF(self.rect())
        left = area.left()
        for keys, words in self._hints:
            start = left
            for key in keys.split():
                draw_key(brush, key, QPointF(left, area.center().y()), edge="line2", fill="surface")
                left += key_width(key, theme) + theme.px(4)
            word = QRectF(left + theme.px(_WORD_GAP - 4), 0, area.width(), area.height())
            brush.words(words, word, font=theme.font(CAPTION), ink="text2")
            left = start + self._width(keys, words) + theme.px(_GAP)

    def _width(self, keys: str, words: str) -> float:
        theme = self._theme
        boxes = [key_width(key, theme) for key in keys.split()]
        width = sum(boxes) + theme.px(4) * (len(boxes) - 1)
        if words:
            width += theme.px(_WORD_GAP) + width_of(words, theme.font(CAPTION))
        return width

    def _follow_theme(self) -> None:
        self.updateGeometry()
        self.update()
