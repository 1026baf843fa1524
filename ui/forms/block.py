"""A numbered block of inputs under its heading."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.scale import CAPTION, STRONG
from ui.theme.spacing import FixedSize, Spacing
from ui.theme.theme import Theme
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.label import Label
from ui.widgets.painting import CENTRE, Brush, Look
from ui.widgets.spoken import Role, give_role

BlockState = Literal["open", "current", "done"]

_LOOKS: dict[BlockState, Look] = {
    "open": Look("sunken", "", "text2"),
    "current": Look("accent", "", "onAccent"),
    "done": Look("okTint", "", "ok"),
}
_WORDS: dict[BlockState, str] = {"open": "", "current": ", you are here", "done": ", done"}


class BlockMark(QWidget):
    """The disc before a heading: its number, or a tick once all that is needed is there."""

    def __init__(self, number: int, theme: Theme) -> None:
        super().__init__()
        self._number, self._theme = number, theme
        self._state: BlockState = "open"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        FixedSize(self, theme, width=20, height=20)
        theme.changed.connect(self.update)

    def show_state(self, state: BlockState) -> None:
        """Show how far the block is."""
        if state != self._state:  # told at every key, and mostly the same
            self._state = state
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw disc and number or tick."""
        brush, theme, area = Brush(QPainter(self), self._theme), self._theme, QRectF(self.rect())
        look = _LOOKS[self._state]
        brush.box(area, look, radius=area.height() / 2)
        if self._state == "done":
            half = theme.px(14) / 2
            brush.icon("check", area.center() - QPointF(half, half), ink=look.ink, size=14)
        else:
            font = theme.font(CAPTION, STRONG)
            brush.words(str(self._number), area, font=font, ink=look.ink, align=CENTRE)


class Block(QWidget):
    """Mark, heading, a quiet word, and the layout of its inputs below."""

    def __init__(
        self,
        number: int,
        title: str,
        content: QLayout | QWidget,
        theme: Theme,
        *,
        aside: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = title
        self._mark, self._heading = BlockMark(number, theme), Label(title, "strong")
        self._number, self._aside = number, ElidedLabel(aside, "quiet")
        give_role(self._heading, Role.Heading)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        rows = QVBoxLayout(self)
        Spacing(rows, theme, gap=6)
        head = QHBoxLayout()
        Spacing(head, theme, gap=8)
        head.addWidget(self._mark)
        head.addWidget(self._heading)
        head.addWidget(self._aside)
        head.addStretch(1)
        rows.addLayout(head)
        if isinstance(content, QWidget):
            rows.addWidget(content)
        else:
            rows.addLayout(content)
        self.show_state("open")

    def say_aside(self, text: str) -> None:
        """Say a quiet word beside the heading."""
        self._aside.setText(text)

    def show_state(self, state: BlockState) -> None:
        """Show how far the block is; the heading is spoken with it."""
        self._mark.show_state(state)
        self._heading.setAccessibleName(f"{self._number}, {self._title}{_WORDS[state]}")
