"""A disc with a person's initials."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.scale import CAPTION, STRONG
from ui.theme.spacing import FixedSize
from ui.theme.theme import Theme
from ui.widgets.painting import CENTRE, Brush, Look
from ui.widgets.spoken import Role, give_role


def initials_of(name: str) -> str:
    """The first letters of the first and the last word of a name."""
    words = name.split()
    ends = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0].upper() for word in ends)


class Initials(QWidget):
    """The disc, in the accent for who is at work here and in grey for others."""

    def __init__(
        self,
        name: str,
        theme: Theme,
        *,
        quiet: bool = False,
        size: int = 32,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._quiet = theme, quiet
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        FixedSize(self, theme, width=size, height=size)
        give_role(self, Role.StaticText)
        theme.changed.connect(self.update)
        self.show_name(name)

    def show_name(self, name: str) -> None:
        """Stand for another person."""
        self._letters = initials_of(name)
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw disc and letters."""
        brush, area = Brush(QPainter(self), self._theme), QRectF(self.rect())
        look = Look("accentTint", "accentLine", "accentText")
        if self._quiet:
            look = Look("sunken", "line2", "text2")
        brush.box(area, look, radius=area.height() / 2)
        font = self._theme.font(CAPTION, STRONG)
        brush.words(self._letters, area, font=font, ink=look.ink, align=CENTRE)
