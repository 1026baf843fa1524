"""The cover of an open vault: how long keys stay behind it, and what brings the screen back."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.wiring.desk import Desk
from app.wiring.hiding.choices import HideChoices
from app.wiring.hiding.locking import Passphrase
from app.wiring.hiding.pin import PinCheck
from ui.frame.cover import Cover, CoverFacts
from ui.safety.clipboard import Clipboard
from ui.safety.return_box import ReturnBox

_MINUTE_MS = 60_000


class Hiding(QObject):
    """Covers and uncovers one window.

    Signals: `over(str)` with why it is to be locked: `cover` once the time behind it is over,
    `hidden` at once where no time is allowed, `pin` after three wrong ones, `asked` by its key.
    """

    over = Signal(str)
    _given_up = Signal()

    def __init__(
        self, desk: Desk, window: QWidget, choices: HideChoices, clipboard: Clipboard
    ) -> None:
        super().__init__(desk)
        self._clipboard, self.choices = clipboard, choices
        site = desk.site
        facts = CoverFacts(site.computer, site.place, site.desk_on_cover)
        self.cover = Cover(window, desk.theme, facts, desk.now)
        self._passphrase = Passphrase(desk.vault, desk.local_ms)
        self.return_box = ReturnBox(self.cover, desk.theme, desk.jobs, self._check)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(lambda: self.over.emit("cover"))
        self.cover.covered.connect(self._on_covered)
        self.cover.lock_wanted.connect(lambda: self.over.emit("asked"))
        self.return_box.passed.connect(self._uncover)
        self._given_up.connect(lambda: self.over.emit("pin"), Qt.ConnectionType.QueuedConnection)
        choices.changed.connect(self._follow)
        self._follow()

    def hide(self, keep: Callable[[], object]) -> None:
        """Cover the screen, then keep what was typed; lock at once where no time is allowed."""
        if self.choices.settings.minutes == 0:
            self.over.emit("hidden")
        elif not self.cover.isVisible():
            self.cover_now()
            keep()

    def cover_now(self) -> None:
        """Hide every window in one paint, then take back what was copied."""
        self.cover.cover()
        self._clipboard.clear()

    def close(self) -> None:
        """Check nothing more."""
        self.timer.stop()
        self.choices.close()

    def _follow(self) -> None:
        settings = self.choices.settings
        self.timer.setInterval(settings.minutes * _MINUTE_MS)
        if settings.pin is None:
            self.return_box.take_pin(None)
            return
        check = PinCheck(settings.pin, self._given_up.emit)
        self.return_box.take_pin(lambda typed: self.choices.checking.submit(check.require, typed))

    def _check(self, typed: str) -> Future[None]:
        return self.choices.checking.submit(self._passphrase.require, typed)

    def _on_covered(self) -> None:
        # Covering again, by a further F9, gives no further minutes.
        if not self.timer.isActive():
            self.timer.start()

    def _uncover(self) -> None:
        self.timer.stop()
        self.cover.uncover()
