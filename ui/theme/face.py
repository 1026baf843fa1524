"""A font of the theme that remembers how its words came out."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

_MOST_ON_A_LINE = 1_000
"""No line shows more signs; a name of a million would hold the screen up to be elided."""
_MOST_KEPT = 600
_RIGHT = Qt.TextElideMode.ElideRight


class Face(QFont):
    """Shared by all that paints with it, so nobody changes it: take a `QFont` of it for that.

    Measuring and cutting a line is most of what painting it costs, and almost every paint is of
    the same words as the one before.
    """

    def __init__(self, font: QFont) -> None:
        super().__init__(font)
        self._metrics = QFontMetricsF(font)
        self._widths: dict[str, float] = {}
        self._cut: dict[tuple[str, float], tuple[str, float]] = {}

    @cached_property
    def struck(self) -> Face:
        """The same with a line through it."""
        font = QFont(self)
        font.setStrikeOut(True)
        return Face(font)

    @cached_property
    def underlined(self) -> Face:
        """The same with a line below it."""
        font = QFont(self)
        font.setUnderline(True)
        return Face(font)

    def width_of(self, text: str) -> float:
        """How wide a line of text is."""
        width = self._widths.get(text)
        if width is None:
            width = self._metrics.horizontalAdvance(text)
            if len(self._widths) >= _MOST_KEPT:
                self._widths.clear()
            self._widths[text] = width
        return width

    def cut(self, text: str, room: float) -> tuple[str, float]:
        """What of a line finds room, ending in an ellipsis unless that is all; and its width."""
        key = (text, room)
        found = self._cut.get(key)
        if found is None:
            line = text if len(text) <= _MOST_ON_A_LINE else f"{text[:_MOST_ON_A_LINE]}…"
            # The widest line a font engine reports may exceed its own advance by a fraction.
            shown = self._metrics.elidedText(line, _RIGHT, room + 1)
            found = shown, self._metrics.horizontalAdvance(shown)
            if len(self._cut) >= _MOST_KEPT:
                self._cut.clear()
            self._cut[key] = found
        return found
