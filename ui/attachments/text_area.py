"""A page of text to read: nothing in it can be chosen, so nothing of it can be copied."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSlider, QPlainTextEdit, QWidget

_Move = QAbstractSlider.SliderAction
_MOVES = {
    Qt.Key.Key_Up: _Move.SliderSingleStepSub,
    Qt.Key.Key_Down: _Move.SliderSingleStepAdd,
    Qt.Key.Key_Home: _Move.SliderToMinimum,
    Qt.Key.Key_End: _Move.SliderToMaximum,
    Qt.Key.Key_Space: _Move.SliderPageStepAdd,
}
_PAGES = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class TextArea(QPlainTextEdit):
    """Up, Down, Space, Home and End scroll. Signals: `paged(int)` at PgUp and PgDn."""

    paged = Signal(int)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_text(self, text: str) -> None:
        """Show a page from its beginning, unless it is the one shown."""
        if text != self.toPlainText():
            self.setPlainText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, or go to another page."""
        key = Qt.Key(event.key())
        if key in _MOVES:
            self.verticalScrollBar().triggerAction(_MOVES[key])
        elif key in _PAGES:
            self.paged.emit(_PAGES[key])
        else:
            event.ignore()
