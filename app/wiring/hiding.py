"""The cover of an open vault: how long keys stay behind it, and what brings the screen back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.domain.encoding import Value
from app.errors import YarrowError
from app.wiring import hide_settings, pin
from app.wiring.desk import Desk
from app.wiring.hide_settings import HideSettings
from app.wiring.locking import Passphrase
from app.wiring.pin import PinCheck
from ui.frame.cover import Cover, CoverFacts
from ui.safety.clipboard import Clipboard
from ui.safety.return_box import ReturnBox

_MINUTE_MS = 60_000


class Hiding(QObject):
    """Covers and uncovers one window.

    Signals: `over(str)` with why it is to be locked: `cover` once the time behind it is over,
    `hidden` at once where no time is allowed, `pin` after three wrong ones, `asked` by its key;
    `changed()` when something was set anew.
    """

    over = Signal(str)
    changed = Signal()
    _given_up = Signal()

    def __init__(
        self, desk: Desk, window: QWidget, settings: HideSettings, clipboard: Clipboard
    ) -> None:
        super().__init__(desk)
        self._desk, self._clipboard = desk, clipboard
        site = desk.site
        facts = CoverFacts(site.computer, site.place, site.desk_on_cover)
        self.cover = Cover(window, desk.theme, facts, desk.now)
        self._passphrase = Passphrase(desk.vault, desk.local_ms)
        self._checking = ThreadPoolExecutor(max_workers=1, thread_name_prefix="yarrow-check")
        self.return_box = ReturnBox(self.cover, desk.theme, desk.jobs, self._check)
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(lambda: self.over.emit("cover"))
        self.cover.covered.connect(self._on_covered)
        self.cover.lock_wanted.connect(lambda: self.over.emit("asked"))
        self.return_box.passed.connect(self._uncover)
        self._given_up.connect(lambda: self.over.emit("pin"), Qt.ConnectionType.QueuedConnection)
        self._take(settings)

    @property
    def settings(self) -> HideSettings:
        """What is set now."""
        return self._settings

    def hide(self, keep: Callable[[], object]) -> None:
        """Cover the screen, then keep what was typed; lock at once where no time is allowed."""
        if self._settings.minutes == 0:
            self.over.emit("hidden")
        elif not self.cover.isVisible():
            self.cover_now()
            keep()

    def cover_now(self) -> None:
        """Hide every window in one paint, then take back what was copied."""
        self.cover.cover()
        self._clipboard.clear()

    def set_minutes(self, minutes: int) -> Future[HideSettings]:
        """Let keys stay this long behind the cover from now on, 0 for not at all."""
        return self._set(self._desk.write(lambda each: hide_settings.set_minutes(each, minutes)))

    def set_pin(self, digits: str) -> Future[HideSettings]:
        """Let these digits uncover; fails as `pin.require_good` does."""
        answer: Future[HideSettings] = self._checking.submit(self._keep_pin, digits)
        return self._set(answer)

    def forget_pin(self) -> Future[HideSettings]:
        """Let only the passphrase uncover."""
        return self._set(self._desk.write(lambda each: hide_settings.set_pin(each, None)))

    def close(self) -> None:
        """Check nothing more."""
        self.timer.stop()
        self._checking.shutdown(wait=False, cancel_futures=True)

    def _keep_pin(self, digits: str) -> HideSettings:
        pin.require_good(digits)
        record = pin.kept(digits)
        return self._desk.write(lambda each: hide_settings.set_pin(each, record)).result()

    def _set(self, answer: Future[HideSettings]) -> Future[HideSettings]:
        # A refusal is told by whoever asked, beside the field it is about.
        self._desk.jobs.when_done(answer, self, done=self._take, failed=_told_elsewhere)
        return answer

    def _take(self, settings: HideSettings) -> None:
        self._settings = settings
        self.timer.setInterval(settings.minutes * _MINUTE_MS)
        record: Mapping[str, Value] | None = settings.pin
        check = None if record is None else PinCheck(record, self._given_up.emit)
        self.return_box.take_pin(None if check is None else self._checks(check))
        self.changed.emit()

    def _checks(self, check: PinCheck) -> Callable[[str], Future[None]]:
        return lambda typed: self._checking.submit(check.require, typed)

    def _check(self, typed: str) -> Future[None]:
        return self._checking.submit(self._passphrase.require, typed)

    def _on_covered(self) -> None:
        # Covering again, by a further F9, gives no further minutes.
        if not self.timer.isActive():
            self.timer.start()

    def _uncover(self) -> None:
        self.timer.stop()
        self.cover.uncover()


def _told_elsewhere(_error: YarrowError) -> None:
    """Nothing was changed."""
