"""Notices that nobody is at the computer, or that it slept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ui.safety import pc_clock
from ui.safety.event_watch import watch_events

_USES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)
WARNING_S = 30
_LOOK_MS = 1000
_SLEPT_S = 2.0


@dataclass(frozen=True, slots=True)
class PcClock:
    """How time passes: seconds that go on during sleep, and how many of them were slept."""

    now_s: Callable[[], float] = pc_clock.now_s
    slept_s: Callable[[], float] = pc_clock.slept_s


def _nobody_tells() -> float | None:
    return None


class IdleWatch(QObject):
    """Counts from the last key, move or touch: anywhere at the computer if `outside` can tell.

    `outside` gives the seconds since the computer was used by anyone in any program, or None;
    then what reaches this program counts alone. Setting the clock changes nothing.
    Signals: `soon()` half a minute before, `used()` if someone came back in that half minute,
    `idle()` when the time is over, `slept()` once the PC has slept.
    """

    soon = Signal()
    used = Signal()
    idle = Signal()
    slept = Signal()

    def __init__(
        self,
        application: QApplication,
        *,
        seconds: float,
        outside: Callable[[], float | None] = _nobody_tells,
        clock: PcClock | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._seconds, self._outside = seconds, outside
        self._clock = clock or PcClock()
        self._last_s, self._slept_s = self._clock.now_s(), self._clock.slept_s()
        self._has_warned = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        watch_events(application, self, _USES, self._look_at_use)
        self._wait()

    def stop(self) -> None:
        """Count no more."""
        self._timer.stop()

    def begin_again(self) -> None:
        """Count from now on, after the time was over."""
        self._last_s = self._clock.now_s()
        self._take_back_warning()
        self._wait()

    def look(self) -> None:
        """See how long nobody was here; the watch does so by itself about every second."""
        if self._clock.slept_s() - self._slept_s > _SLEPT_S:
            self._slept_s = self._clock.slept_s()
            self.slept.emit()
        unused = self._unused_s()
        if unused >= self._seconds:
            self._timer.stop()
            self.idle.emit()
            return
        if unused < self._seconds - WARNING_S:
            self._take_back_warning()
        elif not self._has_warned and self._seconds > WARNING_S:
            self._has_warned = True
            self.soon.emit()
        self._wait()

    def _look_at_use(self, _watched: QObject, _event: QEvent) -> bool:
        """Count anew from each use, even of what is swallowed later; keep nothing of it."""
        if self._timer.isActive():
            self._last_s = self._clock.now_s()
            self._take_back_warning()
        return False

    def _unused_s(self) -> float:
        here = self._clock.now_s() - self._last_s
        outside = self._outside()
        return here if outside is None else min(here, outside)

    def _wait(self) -> None:
        """Until the next thing to say, and never longer than the outside may be left unasked."""
        unused = self._unused_s()
        steps = (self._seconds - WARNING_S, self._seconds)
        left = min((step - unused for step in steps if step > unused), default=0.0)
        self._timer.start(min(_LOOK_MS, max(1, round(left * 1000))))

    def _take_back_warning(self) -> None:
        if self._has_warned:
            self._has_warned = False
            self.used.emit()
