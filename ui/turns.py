"""Long work of the screen's own thread, done a little at a time between a person's keys."""

from __future__ import annotations

import time
from collections.abc import Iterator

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, QTimerEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.safety.event_watch import unwatched

_TURN_S = 0.003
"""With the last piece begun within it, a turn stays inside a frame of 16 ms."""
_BUSY_S = 0.004
"""What the loop did besides, such as a key or a list that is painted: no turn goes on top of it."""
_AFTER_PAINTING = Qt.EventPriority.LowEventPriority.value - 1
"""Qt paints what changed by an event of low priority; one with less comes right after it."""


def paint_in_own_turn(widget: QWidget, *then: QWidget) -> None:
    """Have a widget painted in the next turn, so that what changes in it now is a piece of its own.

    Until then its old picture stays on the screen. `then` are parts of it that are much to paint:
    each has a turn after it.
    """
    application = QApplication.instance()
    if isinstance(application, QApplication) and widget.isVisible() and widget.updatesEnabled():
        paints = _paints_of(application) or _Paints(application)
        for each in (widget, *then):
            paints.add(each)


def _paints_of(application: QApplication) -> _Paints | None:
    own = Qt.FindChildOption.FindDirectChildrenOnly
    return application.findChild(_Paints, options=own)


class _Paints(QObject):
    """What waits to be painted, one for each turn; there is one for the application.

    Two that were let go together would be painted together.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._waiting: list[QWidget] = []
        self.is_due = False

    def add(self, widget: QWidget) -> None:
        """Paint this one after all that waits already."""
        if widget not in self._waiting:
            widget.setUpdatesEnabled(False)
            self._waiting.append(widget)
            if not self.is_due:
                self.is_due = True
                self.startTimer(0)

    def timerEvent(self, event: QTimerEvent) -> None:
        """The next turn has come: let one go."""
        self.killTimer(event.timerId())
        while self._waiting:
            widget = self._waiting.pop(0)
            if shiboken6.isValid(widget):
                widget.setUpdatesEnabled(True)
                break
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), _AFTER_PAINTING)

    def customEvent(self, _event: QEvent) -> None:
        """What was let go is painted."""
        self.is_due = bool(self._waiting)
        if self.is_due:
            self.startTimer(0)


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
        self._is_over = self._has_passed = False
        self._left_s = time.perf_counter()
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
        if self._is_painting_due() or self._is_loop_busy():
            return  # together they would be one long slot
        end = time.perf_counter() + _TURN_S
        with unwatched():
            while self._waiting and time.perf_counter() < end:
                steps = self._waiting[0]
                if not steps.step() and steps in self._waiting:
                    self._waiting.remove(steps)
        self._left_s = time.perf_counter()
        if not self._waiting:
            self._timer.stop()

    def _is_loop_busy(self) -> bool:
        """Whether much was done since the turn before; of two turns at least one is taken."""
        now = time.perf_counter()
        self._has_passed = not self._has_passed and now - self._left_s > _BUSY_S
        self._left_s = now
        return self._has_passed

    def _is_painting_due(self) -> bool:
        application = QApplication.instance()
        paints = _paints_of(application) if isinstance(application, QApplication) else None
        return paints is not None and paints.is_due
