"""The key that hides the screen, heard before any window, menu or field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

_BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_COMBINATIONS = (
    (Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_H, _BOTH),
)


class HideKey(QObject):
    """Watches the whole application. Signals: `pressed()` at F9 or Ctrl+Shift+H."""

    pressed = Signal()

    def __init__(self, application: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        application.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take the key away from everyone else; a key held down counts once."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if (Qt.Key(event.key()), event.modifiers()) not in _COMBINATIONS:
            return False
        if not event.isAutoRepeat():
            self.pressed.emit()
        return True
