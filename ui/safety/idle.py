"""Notices that nobody has used the program for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_USES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)
WARNING_S = 30


class IdleWatch(QObject):
    """Counts from the last key, move or touch anywhere in the program.

    Signals: `soon()` half a minute before, `idle()` when the time is over.
    """

    soon = Signal()
    idle = Signal()

    def __init__(
        self, application: QApplication, *, seconds: float, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._end, self._warning = self._timer(seconds), self._timer(seconds - WARNING_S)
        self._end.timeout.connect(self.idle)
        self._warning.timeout.connect(self.soon)
        application.installEventFilter(self)
        self._restart()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count anew from each use; keep nothing of it."""
        if event.type() in _USES:
            self._restart()
        return super().eventFilter(watched, event)

    def stop(self) -> None:
        """Count no more."""
        self._end.stop()
        self._warning.stop()

    def _timer(self, seconds: float) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(max(0, round(seconds * 1000)))
        return timer

    def _restart(self) -> None:
        self._end.start()
        if self._warning.interval() > 0:
            self._warning.start()
