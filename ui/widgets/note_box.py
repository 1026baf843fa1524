"""A box that tells, warns, or says that something is well, with its icon."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.icon_mark import IconMark
from ui.widgets.label import Label
from ui.widgets.painting import Brush, Look
from ui.widgets.strong_words import StrongWords

NoteKind = Literal["plain", "info", "warn", "ok", "danger", "decide", "unknown"]

LOOKS: dict[NoteKind, Look] = {
    "plain": Look("surface", "line", "text2"),
    "info": Look("accentTint", "accentLine", "accentText"),
    "warn": Look("warnTint", "warnLine", "warn"),
    "ok": Look("okTint", "okLine", "ok"),
    "danger": Look("dangerTint", "dangerLine", "danger"),
    "decide": Look("decideTint", "decideLine", "decide"),
    "unknown": Look("canvas", "control", "text2", dashed=True),
}
_ICONS: dict[NoteKind, str] = {
    "plain": "info",
    "info": "info",
    "warn": "tri",
    "ok": "checkc",
    "danger": "tri",
    "decide": "clash",
    "unknown": "info",
}


class NoteBox(QFrame):
    """A strong sentence of fact, then plain words; `action` may hold a button or two.

    One that `flows` has both on the same lines, where every line counts.
    """

    def __init__(
        self,
        kind: NoteKind,
        theme: Theme,
        *,
        strong: str = "",
        text: str = "",
        icon: str = "",
        action: QWidget | None = None,
        flows: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind: NoteKind = kind
        self._theme = theme
        self._flowing = StrongWords(theme) if flows else None
        self._apart = (
            () if flows else (Label("", "label", wraps=True), Label("", "small", wraps=True))
        )
        self._mark = IconMark(icon or _ICONS[kind], theme, ink=LOOKS[kind].ink, size=18)
        columns = QHBoxLayout(self)
        over = 8 if flows else 10
        Spacing(columns, theme, margins=(12, over, 12, over), gap=9)
        words = QVBoxLayout()
        Spacing(words, theme, gap=2)
        for part in self._apart if self._flowing is None else (self._flowing,):
            words.addWidget(part)
        columns.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        columns.addLayout(words, 1)
        if action is not None:
            columns.addWidget(action, 0, Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self.update)
        self.show_words(strong=strong, text=text)

    def show_words(self, *, strong: str, text: str = "") -> None:
        """Say something else."""
        if self._flowing is not None:
            self._flowing.show_words(strong=strong, text=text)
        for label, words in zip(self._apart, (strong, text), strict=False):
            label.setText(words)
            label.setVisible(bool(words))
        self.setAccessibleName(" ".join(filter(None, (strong, text))))

    def show_kind(self, kind: NoteKind, *, icon: str = "") -> None:
        """Take the colour and icon of another kind."""
        self._mark.show_icon(icon or _ICONS[kind], ink=LOOKS[kind].ink)
        if kind != self._kind:
            self._kind = kind
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box behind the words."""
        brush = Brush(QPainter(self), self._theme)
        brush.box(QRectF(self.rect()), LOOKS[self._kind], radius=self._theme.px(8))
