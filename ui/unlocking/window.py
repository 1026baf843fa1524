"""The window of the lock screen: the page, its cover and its focus ring."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPaintEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ui.frame.cover import Cover, CoverFacts
from ui.frame.focus_ring import FocusRing
from ui.safety.neutral import name_window
from ui.theme.theme import Theme
from ui.unlocking.page import LockPage

_SMALLEST = (320, 480)


class LockWindow(QWidget):
    """Nothing here is secret, so Enter on the cover simply goes on.

    Signals: `painted()` once, when it is on the screen.
    """

    painted = Signal()

    def __init__(
        self,
        page: LockPage,
        theme: Theme,
        application: QApplication,
        *,
        cover: CoverFacts,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        name_window(self)
        self.setProperty("role", "window")
        self.setMinimumSize(*_SMALLEST)
        self.page, self._is_painted = page, False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self.ring = FocusRing(self, theme, application)
        self.cover = Cover(self, theme, cover, now)
        page.hide_wanted.connect(self.cover.cover)
        self.cover.go_on.connect(self._uncover)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say that the first frame is there, once it was handed to the screen."""
        super().paintEvent(event)
        if not self._is_painted:
            self._is_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the passphrase."""
        super().showEvent(event)
        self.page.take_focus()

    def _uncover(self) -> None:
        self.cover.uncover()
        self.page.take_focus()
