"""What every operating system's session is asked for, and what it may tell."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

SCREEN, SWITCH, SLEEP = "screen", "switch", "sleep"
SHUTDOWN, REMOTE, IDLE = "shutdown", "remote", "idle"
TELLS = (SCREEN, SWITCH, SLEEP, SHUTDOWN, REMOTE, IDLE)
"""The screen was locked, another user took over, the PC goes to sleep or ends, someone came in
from another PC, and how long nobody used the computer."""


class SystemSession(QObject):
    """The session of the person on this PC; this one is of a system that tells nothing.

    `begin` listens on a thread of its own until `stop`. `offers` are those of `TELLS` that this PC
    has, known once `offers_known` was emitted. Signals: `told(str)` with a reason to lock, in the
    thread of the screen; `offers_known()`.
    """

    told = Signal(str)
    offers_known = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.offers: frozenset[str] = frozenset()

    def begin(self) -> None:
        """Listen from now on."""
        self.offers_known.emit()

    def stop(self) -> None:
        """Listen no more, and let the PC sleep at once."""

    def idle_s(self) -> float | None:
        """How long nobody has used the computer, in seconds; None if nobody can tell."""
        return None
