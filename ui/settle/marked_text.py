"""One version's words with every difference marked by weight, underline and tint."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QWidget

from ui.settle.differences import Piece, spoken
from ui.theme.scale import CAPTION
from ui.theme.theme import Theme
from ui.widgets.painting import CENTRE, Brush, Look, width_of
from ui.widgets.spoken import Role, give_role

_MOST_LINES, _LEAST_LINES, _LINE = 10, 2, 23
MOST_SHOWN, _END = 2_000, 120
"""Of a longer text what is the same is left out but for its ends; it stands whole on the file."""
_GAP = "nothing here"
_TAG, _IMAGE = QUrl("gap"), QTextDocument.ResourceType.ImageResource.value
_SHORT = "\n… and more than is shown here. The whole of it stands on the file."


class MarkedText(QTextEdit):
    """Read only. What stands here alone is marked; where it lacks something a tag says so.

    A screen reader is told each mark in words.
    """

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_role(self, Role.EditableText)
        self._theme = theme
        self._pieces: tuple[Piece, ...] = ()
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setProperty("role", "bare")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        theme.changed.connect(self._draw)

    def show_pieces(self, pieces: Sequence[Piece], *, whose: str, spoken_as: str) -> None:
        """Show these words; `whose` says in speech who alone has what is marked."""
        shown = _shortened(pieces)
        said = f"{spoken_as}: {spoken(shown, whose)}"
        if tuple(shown) == self._pieces and said == self.accessibleName():
            return
        self._pieces = tuple(shown)
        self.setAccessibleName(said)
        self._draw()

    def sizeHint(self) -> QSize:
        """As high as its words, up to some lines."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def minimumSizeHint(self) -> QSize:
        """It may become narrow, not lower."""
        return QSize(self._theme.px(120), self.minimumHeight())

    def _draw(self) -> None:
        self.setFont(self._theme.font())
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()  # laid out once, not after each piece
        cursor.setBlockFormat(self._lines())
        for piece in self._pieces:
            if piece.kind == "gap":
                cursor.insertText(" ", QTextCharFormat())
                cursor.insertImage(self._gap_format())
                cursor.insertText(" ", QTextCharFormat())
            else:
                _insert(cursor, piece, self._marked() if piece.kind == "only" else _plain())
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._fit()

    def _lines(self) -> QTextBlockFormat:
        """All lines equally high, whether a tag stands in one or not."""
        format = QTextBlockFormat()
        fixed = QTextBlockFormat.LineHeightTypes.FixedHeight
        format.setLineHeight(self._theme.px(_LINE), fixed.value)
        return format

    def _marked(self) -> QTextCharFormat:
        format = QTextCharFormat()
        format.setFontWeight(QFont.Weight.DemiBold)
        format.setBackground(self._theme.colour("decideTint"))
        format.setForeground(self._theme.colour("text"))
        format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        format.setUnderlineColor(self._theme.colour("decideFill"))
        return format

    def _gap_format(self) -> QTextImageFormat:
        """The tag as a part of the line it stands in, so that it makes no line higher."""
        self.document().addResource(_IMAGE, _TAG, self._gap())
        format = QTextImageFormat()
        format.setName(_TAG.toString())
        format.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignMiddle)
        return format

    def _gap(self) -> QImage:
        """The dashed tag, drawn at the screen's own resolution."""
        theme, font = self._theme, self._theme.font(CAPTION)
        ratio = self.devicePixelRatioF()
        width = math.ceil(width_of(_GAP, font)) + 2 * theme.px(6)
        height = math.ceil(QFontMetricsF(font).height()) + 2
        image = QImage(
            round(width * ratio), round(height * ratio), QImage.Format.Format_ARGB32_Premultiplied
        )
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        brush, area = Brush(painter, theme), QRectF(0, 0, width, height)
        brush.box(area, Look("", "control", "text3", dashed=True), radius=theme.px(4))
        brush.words(_GAP, area, font=font, ink="text3", align=CENTRE)
        painter.end()
        return image

    def _fit(self) -> None:
        line = self._theme.px(_LINE)
        most, least = line * _MOST_LINES, line * _LEAST_LINES
        height = min(most, max(least, self.document().size().height())) + 4
        if math.ceil(height) != self.minimumHeight():
            self.setMinimumHeight(math.ceil(height))
            self.updateGeometry()


def _plain() -> QTextCharFormat:
    return QTextCharFormat()


def _insert(cursor: QTextCursor, piece: Piece, format: QTextCharFormat) -> None:
    """Put words in; the blank before marked ones stays unmarked."""
    text = piece.text
    if piece.kind == "only":
        bare = text.lstrip()
        cursor.insertText(text[: len(text) - len(bare)], QTextCharFormat())
        text = bare
    cursor.insertText(text, format)


def _shortened(pieces: Sequence[Piece]) -> list[Piece]:
    """Long texts with what is the same left out but for its ends, and no more than finds room."""
    is_long = sum(len(piece.text) for piece in pieces) > MOST_SHOWN
    found: list[Piece] = []
    room = MOST_SHOWN
    for piece in pieces:
        text = _ends(piece.text) if is_long and piece.kind == "same" else piece.text
        if len(text) > room:
            return [*found, Piece(piece.kind, text[:room]), Piece("same", _SHORT)]
        found.append(Piece(piece.kind, text))
        room -= len(text)
    return found


def _ends(text: str) -> str:
    """The beginning and the end of words that stand in both."""
    if len(text) <= 3 * _END:
        return text
    return f"{text[:_END]} … {text[-_END:]}"
