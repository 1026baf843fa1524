"""Watches the screen's thread: how long it was away from its events, act by act."""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import Label

_LINES = 30


@dataclass(frozen=True, slots=True)
class Longest:
    """The longest slot of an act in ms: by the clock, and in the thread's own working time.

    The second does not count what other programs took of the processor meanwhile.
    """

    clock_ms: float
    work_ms: float


class SlotProbe(QObject):
    """A beat whenever the thread has nothing else to do; a gap between two is a slot."""

    def __init__(self) -> None:
        super().__init__()
        self._beat = QTimer(self)
        self._beat.setInterval(0)
        self._beat.timeout.connect(self._on_beat)
        self._clock = self._work = 0.0
        self.start()
        self._beat.start()

    def start(self) -> None:
        """Begin with another act."""
        self._clock, self._work = time.perf_counter(), time.thread_time()
        self._longest_clock = self._longest_work = 0.0

    def longest(self) -> Longest:
        """The longest slot since then, what runs at this moment included."""
        self._on_beat()
        return Longest(self._longest_clock * 1_000, self._longest_work * 1_000)

    def _on_beat(self) -> None:
        clock, work = time.perf_counter(), time.thread_time()
        self._longest_clock = max(self._longest_clock, clock - self._clock)
        self._longest_work = max(self._longest_work, work - self._work)
        self._clock, self._work = clock, work


class Yardstick:
    """A fixed piece of painting: what else the processor does stretches it as it does the acts."""

    def __init__(self, theme: Theme) -> None:
        self._page = QWidget()
        column = QVBoxLayout(self._page)
        for number in range(_LINES):
            column.addWidget(Label(f"Saffron Tidewell {number}", "small"))
            column.addWidget(Button(f"Open {number}", theme, icon="user"))
        self._page.resize(400, 1500)
        self.measure()

    def measure(self) -> float:
        """How long it takes now, ms of working time."""
        time.sleep(0.02)
        start = time.thread_time()
        self._page.grab()
        return (time.thread_time() - start) * 1_000
