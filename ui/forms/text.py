"""Words and numbers that are typed."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from app.domain.encoding import Value
from app.forms.definition import Field
from ui.forms.editor import Editor
from ui.theme.theme import Theme
from ui.widgets.painting import Brush

_MOST_LINES, _MARGIN = 6, 3


class TextLine(Editor):
    """One line of words."""

    def __init__(
        self, field: Field, theme: Theme, *, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(field, theme, parent=parent)
        self._line = QLineEdit()
        self._line.setAccessibleName(self.spoken)
        self._line.setAccessibleDescription(field.hint)
        self._line.setPlaceholderText(hint)
        self._line.textEdited.connect(self.tell)
        self._line.setMinimumWidth(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._line)

    def sizeHint(self) -> QSize:
        """Narrow by itself; a form gives it what there is to spare."""
        return QSize(self.theme.px(100), super().sizeHint().height())

    def answer(self) -> Value:
        """The words, or None where there are none."""
        return self._line.text() if self._line.text().strip() else None

    def show_answer(self, value: Value) -> None:
        """Show words; the same ones again leave caret and undo as they are."""
        words = self.words_for(value)
        if words != self._line.text():
            self._line.setText(words)
            self._line.setCursorPosition(0)

    def words_for(self, value: Value) -> str:
        """How an answer is written in the line."""
        return "" if value is None else str(value)

    def typed(self) -> str:
        """What stands in the line."""
        return self._line.text()

    def entry(self) -> QWidget:
        """The line."""
        return self._line

    def caret(self) -> int:
        """Where the caret stands."""
        return self._line.cursorPosition()

    def enter(self, caret: int = -1) -> None:
        """Take the focus, with the caret in its place; -1 stands for the end."""
        self._line.setFocus()
        if caret < 0:
            self._line.end(False)
        else:
            self._line.setCursorPosition(caret)


class NumbersLine(TextLine):
    """A list of whole numbers, divided by commas or spaces."""

    def answer(self) -> Value:
        """The numbers, or the words themselves where they are no numbers."""
        words = self.typed().replace(",", " ").split()
        if not all(word.isascii() and word.isdigit() for word in words):
            return self.typed()
        return [int(word) for word in words] or None

    def words_for(self, value: Value) -> str:
        """The numbers with commas."""
        if isinstance(value, list):
            return ", ".join(str(each) for each in value)
        return super().words_for(value)


class GrowingText(QPlainTextEdit):
    """Several lines in a box as high as its words, up to a few lines; Tab leaves it.

    `bare` draws no box and is as low as one line.
    """

    def __init__(
        self,
        theme: Theme,
        *,
        icon: str = "",
        bare: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._icon, self._is_bare = theme, icon, bare
        self._height = 0
        if bare:
            self.setProperty("role", "bare")
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(_MARGIN)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self.fit)
        theme.changed.connect(self.fit)
        self.fit()

    def sizeHint(self) -> QSize:
        """As high as its words."""
        return QSize(super().sizeHint().width(), self._height)

    def minimumSizeHint(self) -> QSize:
        """It is never squeezed; a style sheet may take a fixed height back."""
        return QSize(self._theme.px(80), self._height)

    def fit(self) -> None:
        """Take the height of the words there are now."""
        theme = self._theme
        self.setViewportMargins(theme.px(28) if self._icon else 0, 0, 0, 0)
        lines = min(_MOST_LINES, max(1, math.ceil(self.document().size().height())))
        line = math.ceil(QFontMetricsF(self.font()).lineSpacing())
        around = 2 * _MARGIN + (0 if self._is_bare else theme.px(8) + 2)
        self._height = max(theme.px(28 if self._is_bare else 36), lines * line + around)
        self.setFixedHeight(self._height)
        self.updateGeometry()
        is_long = self.document().size().height() > _MOST_LINES
        bar = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            bar.ScrollBarAsNeeded if is_long else bar.ScrollBarAlwaysOff
        )


class QuoteMark(QWidget):
    """The mark before words that are someone's own."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark."""
        brush = Brush(QPainter(self), self._theme)
        brush.icon("quote", QPointF(0, 0), ink="text2", size=18)


class TextBox(Editor):
    """Several lines of words; `quoted` marks them as someone's own."""

    def __init__(
        self,
        field: Field,
        theme: Theme,
        *,
        hint: str = "",
        quoted: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, theme, parent=parent)
        self._box = GrowingText(theme, icon="quote" if quoted else "")
        self._mark = QuoteMark(theme, self._box) if quoted else None
        self._box.setAccessibleName(self.spoken)
        self._box.setAccessibleDescription(field.hint)
        self._box.setPlaceholderText(hint)
        self._box.textChanged.connect(self._on_changed)
        self._is_shown_from_outside = False
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._box)
        theme.changed.connect(self._fit)
        self._fit()

    def answer(self) -> Value:
        """The words, or None where there are none."""
        words = self._box.toPlainText()
        return words if words.strip() else None

    def show_answer(self, value: Value) -> None:
        """Show words; the same ones again leave caret and undo as they are."""
        words = "" if value is None else str(value)
        if words != self._box.toPlainText():
            self._is_shown_from_outside = True
            self._box.setPlainText(words)
            self._is_shown_from_outside = False

    def entry(self) -> QWidget:
        """The box."""
        return self._box

    def caret(self) -> int:
        """Where the caret stands."""
        return self._box.textCursor().position()

    def enter(self, caret: int = -1) -> None:
        """Take the focus, with the caret in its place; -1 stands for the end."""
        self._box.setFocus()
        cursor = QTextCursor(self._box.document())
        length = self._box.document().characterCount() - 1  # as Qt counts: an emoji is two
        cursor.setPosition(length if caret < 0 else min(caret, length))
        self._box.setTextCursor(cursor)

    def _on_changed(self) -> None:
        if not self._is_shown_from_outside:
            self.tell()

    def _fit(self) -> None:
        if self._mark is not None:
            size = self.theme.px(18)
            self._mark.setGeometry(self.theme.px(10), self.theme.px(9), size, size)
