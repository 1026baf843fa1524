"""Looks through an attachment for what must not leave, while a person may go on or stop it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

import shiboken6
from PySide6.QtCore import QObject, QTimer

from app.errors import YarrowError
from app.wiring.attachments.attaching import Checked
from app.wiring.desk import Desk
from ui.boxes.working_box import WorkingBox

_SHOWN_AFTER_MS = 400
_TITLE = "Looking through it"
_TEXT = "Yarrow looks for numbers, addresses and names before a copy leaves. Nothing has left yet."


class LookingThrough(QObject):
    """One at a time; what is shown comes only if it takes more than a moment. `stop` ends it."""

    def __init__(self, desk: Desk, stop: Callable[[], object]) -> None:
        super().__init__(desk)
        self._desk, self._stop = desk, stop
        self._future: Future[Checked] | None = None
        self._box: WorkingBox | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_SHOWN_AFTER_MS)
        self._wait.timeout.connect(self._show)

    @property
    def is_running(self) -> bool:
        """Whether something is looked through now."""
        return self._future is not None

    def follow(self, future: Future[Checked], done: Callable[[Checked], object]) -> None:
        """Say that it is being done, and hand on what comes of it unless it was stopped."""
        self._future = future
        self._wait.start()

        def on_done(checked: Checked) -> None:
            if self._end(future):
                done(checked)

        def on_failed(error: YarrowError) -> None:
            if self._end(future):
                self._desk.refused.emit(error)

        self._desk.jobs.when_done(future, self, done=on_done, failed=on_failed)

    def cancel(self) -> None:
        """Want nothing of it any more."""
        future, self._future = self._future, None
        self._close()
        if future is not None and not future.cancel():
            self._stop()

    def _end(self, future: Future[Checked]) -> bool:
        if future is not self._future:
            return False
        self._future = None
        self._close()
        return True

    def _show(self) -> None:
        host = self._desk.host
        if host is not None and self._future is not None:
            self._box = WorkingBox(host, self._desk.theme, title=_TITLE, text=_TEXT)
            self._box.stopped.connect(self.cancel)

    def _close(self) -> None:
        self._wait.stop()
        box, self._box = self._box, None
        if box is not None and shiboken6.isValid(box):
            box.end()
