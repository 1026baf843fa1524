"""Python's collector of garbage, kept to the thread of the screen."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimerEvent

_LOOK_MS = 500
"""Seldom enough that all is gone through about once a minute, even where much is made."""


class Collecting(QObject):
    """Looks for garbage in its own thread from now on, and lets no other thread do so.

    Python collects in whatever thread happens to make a thing. What a lane came upon there of the
    screen's would be destroyed there: its timers go on, what Qt still means to draw is gone, and
    the program ends in the middle of somebody's work.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self.startTimer(_LOOK_MS)

    def timerEvent(self, _event: QTimerEvent) -> None:
        """Collect what Python would have collected by now, the oldest that is due."""
        for generation, (count, limit) in reversed([*enumerate(_counts())]):
            if count > limit > 0:
                gc.collect(generation)
                return


def _counts() -> list[tuple[int, int]]:
    """Of each generation how much there is to look through, and from how much on it is due."""
    return list(zip(gc.get_count(), gc.get_threshold(), strict=True))
