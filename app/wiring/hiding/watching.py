"""Locks by itself: nobody is at the computer, it sleeps, or its own session changes hands."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from app.wiring.system.telling import SLEEP, SystemSession
from ui.safety.idle import IdleWatch


class Watching(QObject):
    """Listens from `begin` to `stop`. Signals: `over(str)` with why it is to be locked;
    `soon()` and `used()` as of the idle watch.
    """

    over = Signal(str)
    soon = Signal()
    used = Signal()

    def __init__(
        self,
        application: QApplication,
        system: SystemSession,
        *,
        minutes: float,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.system = system
        system.setParent(self)
        seconds = minutes * 60
        self.idle = IdleWatch(application, seconds=seconds, outside=system.idle_s, parent=self)
        self.idle.idle.connect(lambda: self.over.emit("idle"))
        self.idle.slept.connect(lambda: self.over.emit(SLEEP))
        self.idle.soon.connect(self.soon)
        self.idle.used.connect(self.used)
        system.told.connect(self.over)

    def begin(self) -> None:
        """Listen to the system from now on."""
        self.system.begin()

    def stop(self) -> None:
        """Listen no more, and let the PC sleep."""
        self.idle.stop()
        self.system.stop()
