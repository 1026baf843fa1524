"""A line to type what is looked for, with its glass and the key that leads here."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme.scale import SMALL
from ui.theme.theme import Theme
from ui.widgets.inline import draw_key, key_width
from ui.widgets.painting import Brush


class SearchBox(QLineEdit):
    """A line edit that remembers nothing: no completer, and no undo of what was cleared."""

    def __init__(
        self,
        hint: str,
        theme: Theme,
        *,
        key: str = "",
        spoken: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._key = theme, key
        self.setPlaceholderText(hint)
        self.setAccessibleName(spoken or hint)
        self.setAccessibleDescription(f"Key {key}" if key else "")
        theme.changed.connect(self._follow_theme)
        self._follow_theme()

    def forget(self) -> None:
        """Empty the line so that undo cannot bring its words back."""
        self.setText("")

    def type(self, words: str) -> None:
        """Have these words stand there as if they had just been typed; none change nothing."""
        if words:
            self.setText(words)
            self.textEdited.emit(words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the words clear of the key when the box is narrow."""
        super().resizeEvent(event)
        self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, then glass and key, which grow with the text."""
        super().paintEvent(event)
        brush, theme, area = Brush(QPainter(self), self._theme), self._theme, QRectF(self.rect())
        at = QPointF(theme.px(11), area.center().y() - theme.px(18) / 2)
        brush.icon("search", at, ink="text2", size=18)
        if self._shows_key():
            left = area.right() - theme.px(9) - key_width(self._key, theme)
            draw_key(brush, self._key, QPointF(left, area.center().y()), edge="line2")

    def _shows_key(self) -> bool:
        return bool(self._key) and not self.text() and self.width() > self._theme.px(150)

    def _make_room(self) -> None:
        theme = self._theme
        right = key_width(self._key, theme) if self._shows_key() else 0
        self.setTextMargins(theme.px(26), 0, round(right), 0)

    def _follow_theme(self) -> None:
        self.setFont(self._theme.font(SMALL))
        self.setFixedHeight(self._theme.px(36))
        self._make_room()
        self.update()
