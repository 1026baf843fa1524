"""The keys that hide and lock, heard before any window, menu or field."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from ui.safety.event_watch import watch_events

_BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_COMBINATIONS = (
    (Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier),
    (Qt.Key.Key_H, _BOTH),
)
_LOCK = (Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)


class HideKey(QObject):
    """Watches the whole application.

    Signals: `pressed()` at F9 or Ctrl+Shift+H; `lock_pressed()` at Ctrl+L where the window's own
    shortcut does not get it, as over a menu or in a window of its own.
    """

    pressed = Signal()
    lock_pressed = Signal()

    def __init__(self, application: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        watch_events(application, self, {QEvent.Type.KeyPress}, self._look)

    def _look(self, _watched: QObject, event: QEvent) -> bool:
        """Take the key away from everyone else; a key held down counts once."""
        if not isinstance(event, QKeyEvent):
            return False
        keys = (Qt.Key(event.key()), event.modifiers())
        if keys != _LOCK and keys not in _COMBINATIONS:
            return False
        if not event.isAutoRepeat():
            (self.lock_pressed if keys == _LOCK else self.pressed).emit()
        return True
