"""A small rounded tag with an icon and a few words, that cannot be pressed."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.scale import CAPTION
from ui.theme.theme import Theme
from ui.widgets.inline import Inline
from ui.widgets.painting import Brush, Look
from ui.widgets.spoken import Role, give_role

ChipKind = Literal["plain", "filled", "warn", "danger", "ok", "decide", "accent", "dashed"]

LOOKS: dict[ChipKind, Look] = {
    "plain": Look("surface", "line2", "text2"),
    "filled": Look("text", "text", "surface"),
    "warn": Look("warnTint", "warnLine", "warn"),
    "danger": Look("dangerTint", "dangerLine", "danger"),
    "ok": Look("okTint", "okLine", "ok"),
    "decide": Look("decideTint", "decideLine", "decide"),
    "accent": Look("accentTint", "accentLine", "accentText"),
    "dashed": Look("surface", "control", "text2", dashed=True),
}


class Chip(QWidget):
    """A tag 26 high; `square` gives it the corners of a badge instead of round ends.

    `text` is drawn plain and `strong` after it in strong letters; both are spoken.
    """

    def __init__(
        self,
        text: str,
        theme: Theme,
        *,
        kind: ChipKind = "plain",
        strong: str = "",
        icon: str = "",
        square: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._kind, self._square = theme, kind, square
        self._inline = Inline(text, strong, icon, size=CAPTION, icon_size=15, gap=5)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        give_role(self, Role.StaticText)
        theme.changed.connect(self._follow_theme)
        self._speak()

    def show_words(self, text: str, *, strong: str = "", kind: ChipKind, icon: str = "") -> None:
        """Say something else, in another colour."""
        before, self._kind = self.sizeHint(), kind
        self._inline = Inline(text, strong, icon, size=CAPTION, icon_size=15, gap=5)
        self._speak()
        if self.sizeHint() != before:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the words at the text scale."""
        theme = self._theme
        return QSize(self._inline.width(theme) + theme.px(18) + 2, theme.px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tag."""
        brush, area = Brush(QPainter(self), self._theme), QRectF(self.rect())
        look = LOOKS[self._kind]
        radius = self._theme.px(5) if self._square else area.height() / 2
        brush.box(area, look, radius=radius)
        self._inline.draw(brush, area, ink=look.ink)

    def _speak(self) -> None:
        self.setAccessibleName(" ".join(filter(None, (self._inline.text, self._inline.strong))))

    def _follow_theme(self) -> None:
        self.updateGeometry()
        self.update()


class TrainingMark(Chip):
    """The mark that says: everything here is made up."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Training set", theme, square=True, parent=parent)

    def sizeHint(self) -> QSize:
        """A little lower than a chip."""
        theme = self._theme
        return QSize(self._inline.width(theme) + theme.px(14) + 2, theme.px(21))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark in the neutral colours of something that is always so."""
        brush, area = Brush(QPainter(self), self._theme), QRectF(self.rect())
        brush.box(area, Look("sunken", "line2", "text2"), radius=self._theme.px(4))
        self._inline.draw(brush, area, ink="text2")
