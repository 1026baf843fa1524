"""Python's collector of garbage, kept to the thread of the screen."""

from __future__ import annotations

import gc

from PySide6.QtCore import QEvent, QObject, QTimerEvent
from PySide6.QtWidgets import QApplication

from ui.safety.event_watch import watch_events

_LOOK_MS = 500
"""Seldom enough that all is gone through about once a minute, even where much is made."""
_PUT_OFF_AT_MOST = 240
"""Looks, two minutes of work without a pause: what is left must not grow for a whole shift."""
_USES = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)
_OLDEST = 2


class Collecting(QObject):
    """Looks for garbage in its own thread from now on, and lets no other thread do so.

    Python collects in whatever thread happens to make a thing. What a lane came upon there of the
    screen's would be destroyed there: its timers go on, what Qt still means to draw is gone, and
    the program ends in the middle of somebody's work.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._is_used, self._put_off = False, 0
        gc.disable()
        application = QApplication.instance()
        if isinstance(application, QApplication):
            watch_events(application, self, _USES, self._look_at_use)
        self.startTimer(_LOOK_MS)

    def timerEvent(self, _event: QTimerEvent) -> None:
        """Collect what Python would have collected by now, the oldest that is due.

        To go through all takes longer than a frame, and waits for half a second without a key.
        """
        is_used, self._is_used = self._is_used, False
        for generation, (count, limit) in reversed([*enumerate(_counts())]):
            if count <= limit or not limit:
                continue
            if generation == _OLDEST and is_used and self._put_off < _PUT_OFF_AT_MOST:
                self._put_off += 1
                continue
            if generation == _OLDEST:
                self._put_off = 0
            gc.collect(generation)
            return

    def _look_at_use(self, _watched: QObject, _event: QEvent) -> bool:
        self._is_used = True
        return False


def _counts() -> list[tuple[int, int]]:
    """Of each generation how much there is to look through, and from how much on it is due."""
    return list(zip(gc.get_count(), gc.get_threshold(), strict=True))
