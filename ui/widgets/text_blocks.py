"""Wrapped words that were laid out once and are drawn many times."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QStaticText, QTextOption, QTransform

_HEIGHTS_KEPT, _BLOCKS_KEPT, _SIGNS_KEPT = 20_000, 200, 200_000
_NEW_LINE = "\u2028"
_Key = tuple[int, int, str, int]
"""A text's hash and length stand for it, so that no words are kept here for their height alone."""


class TextBlocks:
    """Layouts by text, font and width. Heights are numbers and many are kept; of what is drawn
    only the last ones, and no more than a few screens of signs.
    """

    def __init__(self) -> None:
        self._heights: OrderedDict[_Key, float] = OrderedDict()
        self._blocks: OrderedDict[_Key, QStaticText] = OrderedDict()
        self._signs = 0

    def height(self, text: str, font: QFont, width: float) -> float:
        """How high a text is at this width."""
        key = _key(text, font, width)
        found = self._heights.get(key)
        if found is None:
            found = self.block(text, font, width).size().height()
            self._heights[key] = found
            if len(self._heights) > _HEIGHTS_KEPT:
                self._heights.popitem(last=False)
        return found

    def block(self, text: str, font: QFont, width: float) -> QStaticText:
        """The text laid out at this width, to be drawn in the painter's own font and ink."""
        key = _key(text, font, width)
        found = self._blocks.get(key)
        if found is None:
            found = self._blocks[key] = _laid_out(text, font, width)
            self._signs += len(text)
            self._forget_oldest()
        self._blocks.move_to_end(key)
        return found

    def _forget_oldest(self) -> None:
        too_many = len(self._blocks) > _BLOCKS_KEPT or self._signs > _SIGNS_KEPT
        while too_many and len(self._blocks) > 1:
            (_, length, _, _), _ = self._blocks.popitem(last=False)
            self._signs -= length
            too_many = len(self._blocks) > _BLOCKS_KEPT or self._signs > _SIGNS_KEPT


def _key(text: str, font: QFont, width: float) -> _Key:
    return hash(text), len(text), font.key(), round(width)


def _laid_out(text: str, font: QFont, width: float) -> QStaticText:
    # A layout ends a line where a separator of lines stands, and draws a line feed as nothing.
    block = QStaticText(text.replace("\n", _NEW_LINE))
    block.setTextFormat(Qt.TextFormat.PlainText)
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    block.setTextOption(option)
    block.setTextWidth(max(width, 1.0))
    block.prepare(QTransform(), font)
    return block
