"""Has a curtain ready from shortly after an unlock, and draws it over the window at a lock."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.wiring.aside import run_aside
from app.wiring.curtain.process import Curtain
from app.wiring.start import Start
from ui.theme.theme import Theme

_PLATFORMS = ("xcb",)
"""Where a window can be put in its place, and a fresh process has the number of the old."""
_LOOK_MS = 3_000
_LATEST_S = 1.0
"""At most so long a lock waits for it; the clock of the lock ends the process all the same."""


class CurtainKeeping(QObject):
    """One of each open window; elsewhere than on those platforms it does nothing."""

    def __init__(self, theme: Theme, start: Start, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._site, self._curtain = theme, start.site, Curtain(start.environment)
        self._ready = QTimer(self)
        self._ready.timeout.connect(lambda: run_aside(self._curtain.prepare))

    def begin(self) -> None:
        """Have one ready from now on."""
        if QApplication.platformName() in _PLATFORMS:
            self._ready.start(_LOOK_MS)

    def draw(self, window: QWidget) -> None:
        """Cover this window too, from a process that knows nothing; does not wait."""
        self._ready.stop()
        place, site = window.frameGeometry(), self._site
        self._curtain.draw(
            (place.x(), place.y(), place.width(), place.height()),
            scale=self._theme.text_scale,
            facts=(site.computer, site.place, site.desk_on_cover),
        )

    def wait(self) -> None:
        """Wait a little until it is on the screen."""
        self._curtain.wait_s(_LATEST_S)

    def end(self) -> None:
        """Nothing takes the place of this process."""
        self._ready.stop()
        self._curtain.end()
