"""The words of one version of its own, in a box as high as they are."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.encoding import Value
from app.forms.definition import Field
from ui.forms.editor import Editor
from ui.forms.text import GrowingText
from ui.theme.theme import Theme


class _Box(GrowingText):
    """Fits its height anew when it becomes narrower or broader."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()


class VersionText(Editor):
    """Several lines of words. Its answer is what stands in it, None for a blank."""

    def __init__(self, field: Field, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(field, theme, spoken=f"One version of {field.label}", parent=parent)
        self._box = _Box(theme)
        self._box.setAccessibleName(self.spoken)
        self._box.textChanged.connect(self._on_changed)
        self._is_shown_from_outside = False
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._box)

    def answer(self) -> Value:
        """The words, or None where there are none."""
        words = self._box.toPlainText()
        return words if words.strip() else None

    def show_answer(self, value: Value) -> None:
        """Show words without telling of a change."""
        self._is_shown_from_outside = True
        self._box.setPlainText("" if value is None else str(value))
        self._is_shown_from_outside = False

    def entry(self) -> QWidget:
        """The box."""
        return self._box

    def enter(self, caret: int = -1) -> None:
        """Take the focus at the end of the words."""
        del caret
        self._box.setFocus()
        self._box.moveCursor(QTextCursor.MoveOperation.End)

    def _on_changed(self) -> None:
        if not self._is_shown_from_outside:
            self.tell()
