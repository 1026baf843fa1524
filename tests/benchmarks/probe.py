"""Watches the screen's thread: how long it was away from its events, act by act."""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer


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
