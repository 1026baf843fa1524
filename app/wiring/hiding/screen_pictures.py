"""Refuses pictures of every window, except for a quarter of an hour when a person allows them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.wiring.desk import Desk
from app.wiring.system.pictures import ScreenPictures
from storage.session import VaultSession
from ui.safety.event_watch import watch_events

MINUTES = 15
_NOTED = "screen_pictures"


class ScreenPicturesWiring(QObject):
    """Watches over all windows of the program while a vault is open.

    Being allowed ends by itself, and with the process at a lock. Signals: `changed(bool)` with
    whether pictures are allowed now.
    """

    changed = Signal(bool)

    def __init__(self, desk: Desk, application: QApplication, pictures: ScreenPictures) -> None:
        super().__init__(desk)
        self._desk, self._application, self._pictures = desk, application, pictures
        self.is_allowed = False
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(MINUTES * 60_000)
        self.timer.timeout.connect(self.refuse)
        if self.can_refuse:
            watch_events(application, self, (QEvent.Type.Show,), self._look)

    @property
    def can_refuse(self) -> bool:
        """Whether this system lets a program refuse pictures at all."""
        return self._pictures.can_refuse

    def allow(self) -> None:
        """Allow pictures for a while, and note that in the access log."""
        self._desk.note(_note_allowed)
        self._set(allowed=True)
        self.timer.start()

    def refuse(self) -> None:
        """Refuse them again."""
        self.timer.stop()
        self._set(allowed=False)

    def _set(self, *, allowed: bool) -> None:
        self.is_allowed = allowed
        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                self._tell(window)
        self.changed.emit(allowed)

    def _look(self, watched: QObject, _event: QEvent) -> bool:
        """Each window that comes up is refused like the others."""
        if isinstance(watched, QWidget) and watched.isWindow():
            self._tell(watched)
        return False

    def _tell(self, window: QWidget) -> None:
        if self.is_allowed:
            self._pictures.allow(window)
        else:
            self._pictures.refuse(window)


def _note_allowed(session: VaultSession) -> None:
    session.note_access(_NOTED, b"", record=None, detail=f"allowed for {MINUTES} minutes")
