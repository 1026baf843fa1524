"""What is typed before the lock screen can be seen: no try, and it is told that it is gone."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from ui.safety.event_watch import watch_events

_SEEN_S = 0.3
"""Nobody answers sooner than this to what came on the screen."""
_PAUSE_S = 1.0
"""Whoever goes on sooner than this still writes the words that she began before."""
_KINDS = Qt.KeyboardModifier
_FUNCTION_KEYS = range(Qt.Key.Key_F1, Qt.Key.Key_F35 + 1)
_MODIFIERS = frozenset(
    (
        *(Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr),
        *(Qt.Key.Key_Meta, Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock),
    )
)


class EarlyKeys(QObject):
    """Takes keys away from everyone until the screen was seen and nobody is in the middle of words.

    The end of a passphrase whose beginning went nowhere would count as a wrong one. Keys that hide
    and keys with Ctrl go through.
    Signals: `told()` once, when the screen can be seen and something was taken away.
    """

    told = Signal()

    def __init__(
        self,
        application: QApplication,
        parent: QObject,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._seen_s: float | None = None
        self._taken_s: float | None = None
        self._is_over = self._is_told = False
        kinds = {QEvent.Type.KeyPress, QEvent.Type.InputMethod}
        watch_events(application, self, kinds, self._look)

    @property
    def is_over(self) -> bool:
        """Whether a key would be let through now."""
        if not self._is_over and self._seen_s is not None:
            taken = self._taken_s is not None
            since = self._clock() - max(self._seen_s, self._taken_s or 0.0)
            self._is_over = since >= (_PAUSE_S if taken else _SEEN_S)
        return self._is_over

    def begin(self) -> None:
        """From now on the screen can be seen."""
        self._seen_s = self._clock()
        self._tell()

    def _look(self, _watched: QObject, event: QEvent) -> bool:
        if self.is_over:
            self.deleteLater()
            return False
        if isinstance(event, QKeyEvent) and not _is_typed(event):
            return False
        self._taken_s = self._clock()
        self._tell()
        return True

    def _tell(self) -> None:
        if self._seen_s is not None and self._taken_s is not None and not self._is_told:
            self._is_told = True
            self.told.emit()


def _is_typed(event: QKeyEvent) -> bool:
    """Whether it writes, goes on or moves, and is no order to the program."""
    if event.key() in _MODIFIERS or event.key() in _FUNCTION_KEYS:
        return False
    held = event.modifiers() & (_KINDS.ControlModifier | _KINDS.AltModifier)
    return held != _KINDS.ControlModifier  # with Alt beside it, it is AltGr, which writes
