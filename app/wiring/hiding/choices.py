"""What a person sets for hiding her screen, as it stands now, and how it is changed."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal

from app.errors import YarrowError
from app.wiring.desk import Desk
from app.wiring.hiding import kept as hide_settings
from app.wiring.hiding import pin
from app.wiring.hiding.kept import HideSettings


class HideChoices(QObject):
    """The minutes behind the cover, and the PIN. Signals: `changed()` once others are kept."""

    changed = Signal()

    def __init__(self, desk: Desk, settings: HideSettings) -> None:
        super().__init__(desk)
        self._desk, self.settings = desk, settings
        self.checking = ThreadPoolExecutor(max_workers=1, thread_name_prefix="yarrow-check")

    def set_minutes(self, minutes: int) -> Future[HideSettings]:
        """Let keys stay this long behind the cover from now on, 0 for not at all."""
        return self._taken(self._desk.write(lambda each: hide_settings.set_minutes(each, minutes)))

    def set_pin(self, digits: str) -> Future[HideSettings]:
        """Let these digits uncover; fails as `pin.require_good` does."""
        return self._taken(self.checking.submit(self._keep_pin, digits))

    def forget_pin(self) -> Future[HideSettings]:
        """Let only the passphrase uncover."""
        return self._taken(self._desk.write(lambda each: hide_settings.set_pin(each, None)))

    def close(self) -> None:
        """Work out nothing more."""
        self.checking.shutdown(wait=False, cancel_futures=True)

    def _keep_pin(self, digits: str) -> HideSettings:
        pin.require_good(digits)
        record = pin.kept(digits)
        return self._desk.write(lambda each: hide_settings.set_pin(each, record)).result()

    def _taken(self, answer: Future[HideSettings]) -> Future[HideSettings]:
        # A refusal is told by whoever asked, beside the field it is about.
        self._desk.jobs.when_done(answer, self, done=self._take, failed=_told_elsewhere)
        return answer

    def _take(self, settings: HideSettings) -> None:
        self.settings = settings
        self.changed.emit()


def _told_elsewhere(_error: YarrowError) -> None:
    """Nothing was changed."""
