"""A box for the words of a share or code, checked against their list as they are typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from ui.theme.theme import Theme

_LINES = 4
_LEAST_LETTERS = 3
_MOST = 2_000


class WordEdit(QPlainTextEdit):
    """Words of a list of `count`; a blank after the first letters of one completes it.

    What is typed is never kept: no undo, no suggestion of the system, and `forget` empties it.
    Signals: `told(str)` with how far it is or which word is none of the list's.
    """

    told = Signal(str)

    def __init__(self, theme: Theme, *, count: int) -> None:
        super().__init__()
        self._theme, self._count = theme, count
        self._words: Sequence[str] = ()
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        hints = Qt.InputMethodHint
        self.setInputMethodHints(
            hints.ImhNoPredictiveText | hints.ImhSensitiveData | hints.ImhNoAutoUppercase
        )
        self.textChanged.connect(self._on_changed)
        theme.changed.connect(self.updateGeometry)

    def know(self, words: Sequence[str]) -> None:
        """Check against this list from now on."""
        self._words = words
        self._on_changed()

    def written(self) -> str:
        """All that is typed; behind the last word too, with no blank after it, its end."""
        text = self.toPlainText()
        typed = text.split()[-1] if text.split() else ""
        return text.rstrip()[: -len(typed)] + self._whole(typed) if typed else text

    def forget(self) -> None:
        """Empty it."""
        self.clear()

    def sizeHint(self) -> QSize:
        """High enough for all of a share."""
        line = self.fontMetrics().lineSpacing()
        return QSize(super().sizeHint().width(), line * _LINES + self._theme.px(16))

    def minimumSizeHint(self) -> QSize:
        """Never lower than that."""
        return QSize(self._theme.px(160), self.sizeHint().height())

    def _on_changed(self) -> None:
        text = self.toPlainText()
        if len(text) > _MOST:
            self.setPlainText(text[:_MOST])
            return
        if not self._complete(text):
            self.told.emit(self._state(text))

    def _complete(self, text: str) -> bool:
        """Write out a word whose beginning fits one of the list alone; whether it did so."""
        cursor = self.textCursor()
        if not self._words or not cursor.atEnd() or not text[-1:].isspace():
            return False
        typed = text.split()[-1] if text.split() else ""
        whole = self._whole(typed)
        if whole == typed or not text[:-1].endswith(typed):
            return False
        for _ in range(len(typed) + 1):
            cursor.deletePreviousChar()
        cursor.insertText(f"{whole} ")
        self.setTextCursor(cursor)
        self.moveCursor(QTextCursor.MoveOperation.End)
        return True

    def _whole(self, typed: str) -> str:
        """The one word of the list that begins so, else what was typed."""
        begun = typed.lower()
        fits = [word for word in self._words if word.startswith(begun)]
        is_begun = len(begun) >= _LEAST_LETTERS and begun not in self._words
        return fits[0] if is_begun and len(fits) == 1 else typed

    def _state(self, text: str) -> str:
        words = text.lower().split()
        ended = words if text[-1:].isspace() else words[:-1]
        for place, word in enumerate(ended, start=1):
            if self._words and word not in self._words:
                return f"Word {place} is not one that shares are made of."
        return f"{len(words)} of {self._count} words" if words else ""
