"""The session of a Linux PC: a thread that waits on D-Bus and asks now and then for idleness."""

from __future__ import annotations

import os
import select
import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from app.wiring.system.bus import Bus, Failed, open_bus
from app.wiring.system.linux_idle import Ask, first_that_answers
from app.wiring.system.logind import Logind
from app.wiring.system.telling import IDLE, SystemSession

ASK_EVERY_S = 1.0
_JOIN_S = 2.0

Buses = Callable[[str], Bus | None]


class LinuxSession(SystemSession):
    """Blocks on a thread of its own; what it hears comes by queued signals.

    Where there is no bus, no logind or no idle count it goes on without; what is there stands in
    `offers`.
    """

    _heard = Signal(str)
    _found = Signal(object)

    def __init__(self, parent: QObject | None = None, *, buses: Buses = open_bus) -> None:
        super().__init__(parent)
        self._buses = buses
        self._on_x11 = QGuiApplication.platformName() == "xcb"
        self._idle: tuple[float, float] | None = None
        self._thread: threading.Thread | None = None
        self._heard.connect(self.told, Qt.ConnectionType.QueuedConnection)
        self._found.connect(self._on_found, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Listen from now on, on a thread of its own."""
        self._end, self._waker = os.pipe()
        self._thread = threading.Thread(target=self._run, name="yarrow-system", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Listen no more, and let the PC sleep at once."""
        thread, self._thread = self._thread, None
        if thread is not None:
            os.close(self._waker)
            thread.join(timeout=_JOIN_S)

    def idle_s(self) -> float | None:
        """Seconds without use as the thread heard them last; None if nobody tells, or not now."""
        if self._idle is None:
            return None
        at, seconds = self._idle
        age = time.monotonic() - at
        # A thread that hangs must not keep the screen open with its last good word.
        return seconds if age < 3 * ASK_EVERY_S else None

    def _on_found(self, offers: frozenset[str]) -> None:
        self.offers = offers
        self.offers_known.emit()

    def _run(self) -> None:
        system, session = self._buses("SYSTEM"), self._buses("SESSION")
        logind = _logind(system)
        ask = first_that_answers(session, on_x11=self._on_x11)
        offers = logind.offers if logind else frozenset()
        self._found.emit(offers | ({IDLE} if ask else frozenset()))
        try:
            self._listen(system if logind else None, logind, ask)
        finally:
            if logind is not None:
                logind.let_sleep()
            for bus in (system, session):
                if bus is not None:
                    bus.close()
            os.close(self._end)

    def _listen(self, system: Bus | None, logind: Logind | None, ask: Ask | None) -> None:
        while True:
            if system is not None and logind is not None:
                try:
                    for reason in logind.reasons(system.news()):
                        self._heard.emit(reason)
                except Failed:
                    self._found.emit(frozenset({IDLE} if ask else ()))
                    system = None
            self._note_idle(ask)
            waits = [self._end, *([system.socket] if system is not None else [])]
            ready, _, _ = select.select(waits, [], [], ASK_EVERY_S)
            if self._end in ready:
                return

    def _note_idle(self, ask: Ask | None) -> None:
        if ask is None:
            return
        try:
            self._idle = (time.monotonic(), ask())
        except Failed:
            self._idle = None


def _logind(bus: Bus | None) -> Logind | None:
    if bus is None:
        return None
    try:
        return Logind(bus)
    except Failed:
        return None
