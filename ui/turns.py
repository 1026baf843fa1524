"""Long work of the screen's own thread, done a little at a time between a person's keys."""

from __future__ import annotations

import time
from collections.abc import Iterator

from PySide6.QtCore import QObject, Qt, QTimer, QTimerEvent
from PySide6.QtWidgets import QWidget

from ui.safety.event_watch import unwatched

_TURN_S = 0.003
"""With the last piece begun within it, a turn stays inside a frame of 16 ms."""


def paint_in_own_turn(widget: QWidget) -> None:
    """Have a widget painted in the next turn, so that what changes in it now is a piece of its own.

    Until then its old picture stays on the screen.
    """
    if widget.isVisible() and widget.updatesEnabled():
        widget.setUpdatesEnabled(False)
        own = Qt.FindChildOption.FindDirectChildrenOnly
        later = widget.findChild(_PaintLater, options=own) or _PaintLater(widget)
        later.startTimer(0)


class _PaintLater(QObject):
    """One for a widget, and goes with it.

    `QTimer.singleShot` would come in this turn, or be nobody's.
    """

    def timerEvent(self, event: QTimerEvent) -> None:
        """The next turn has come."""
        self.killTimer(event.timerId())
        widget = self.parent()
        if isinstance(widget, QWidget):
            widget.setUpdatesEnabled(True)


class Steps:
    """Work that the yields of a generator cut into pieces of a few milliseconds."""

    def __init__(self, work: Iterator[object]) -> None:
        self._work = work
        self._is_at_it = False
        self.is_done = False

    def step(self) -> bool:
        """Do the next piece; False if nothing is left, or if this is called from within a piece."""
        if self.is_done or self._is_at_it:
            return False
        self._is_at_it, self.is_done = True, True
        try:
            next(self._work)
            self.is_done = False  # a piece that fails is the last one
        except StopIteration:
            return False
        finally:
            self._is_at_it = False
        return True

    def finish(self) -> None:
        """Do all that is left, because somebody needs it now."""
        while self.step():
            pass


class Turns(QObject):
    """Does steps whenever the event loop has nothing else to do; keys and paint go before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Steps] = []
        self._is_over = False
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._take_turn)

    @property
    def is_at_rest(self) -> bool:
        """Whether nothing is left to do."""
        return not self._waiting

    def add(self, steps: Steps) -> None:
        """Do these after all that waits already."""
        self._begin([*self._waiting, steps])

    def add_first(self, steps: Steps) -> None:
        """Do these before all others, because a person looks at what they make."""
        self._begin([steps, *(each for each in self._waiting if each is not steps)])

    def begin(self, steps: Steps) -> None:
        """Do these in place of all that waits."""
        self._begin([steps])

    def stop(self) -> None:
        """Do nothing more, whoever asks."""
        self._is_over = True
        self._waiting.clear()
        self._timer.stop()

    def _begin(self, waiting: list[Steps]) -> None:
        if not self._is_over:
            self._waiting = waiting
            self._timer.start()

    def _take_turn(self) -> None:
        end = time.perf_counter() + _TURN_S
        with unwatched():
            while self._waiting and time.perf_counter() < end:
                steps = self._waiting[0]
                if not steps.step() and steps in self._waiting:
                    self._waiting.remove(steps)
        if not self._waiting:
            self._timer.stop()
