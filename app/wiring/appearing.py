"""The first moments of a lock screen: what lies over it goes, and only then it is typed on."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from app.errors import Refused
from app.wiring.curtain.calling import tell_painted
from ui.unlocking.early_keys import EarlyKeys
from ui.unlocking.window import LockWindow

_GLANCE_MS, _MOST_GLANCES = 10, 200
"""A curtain that does not go is over it for two seconds more, not for good."""


class Appearing(QObject):
    """Of the lock screen that a fresh process begins with."""

    def __init__(self, application: QApplication, window: LockWindow) -> None:
        super().__init__(window)
        self._application, self._window, self._glances = application, window, 0
        self.keys = EarlyKeys(application, self)
        self.keys.told.connect(self._tell)
        window.painted.connect(self._look)

    def _look(self) -> None:
        """A curtain may hide it, from the process that stood here before."""
        self._application.sync()
        self._glances += 1
        if tell_painted() and self._glances < _MOST_GLANCES:
            QTimer.singleShot(_GLANCE_MS, self, self._look)
        else:
            self.keys.begin()

    def _tell(self) -> None:
        self._window.page.tell(Refused("vault.typed_early"))
