"""The session of a Windows PC, from the messages that its windows get.

Written against the documented calls WTSRegisterSessionNotification, WM_WTSSESSION_CHANGE,
WM_POWERBROADCAST, WM_QUERYENDSESSION, GetLastInputInfo and GetSystemMetrics.
"""

from __future__ import annotations

import ctypes
import sys
from ctypes import wintypes

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from app.wiring.system.telling import (
    IDLE,
    REMOTE,
    SCREEN,
    SHUTDOWN,
    SLEEP,
    SWITCH,
    SystemSession,
)

_QUERY_END_SESSION, _POWER_BROADCAST, _SESSION_CHANGE = 0x0011, 0x0218, 0x02B1
_SUSPEND = 0x0004  # PBT_APMSUSPEND
_OF_SESSION = {
    0x2: SWITCH,  # WTS_CONSOLE_DISCONNECT: another user took the console
    0x3: REMOTE,  # WTS_REMOTE_CONNECT
    0x4: SWITCH,  # WTS_REMOTE_DISCONNECT
    0x6: SHUTDOWN,  # WTS_SESSION_LOGOFF
    0x7: SCREEN,  # WTS_SESSION_LOCK
    0x9: REMOTE,  # WTS_SESSION_REMOTE_CONTROL: someone looks on or has ceased to
}
_FOR_THIS_SESSION = 0  # NOTIFY_FOR_THIS_SESSION
_SM_REMOTESESSION = 0x1000
_MS = 0x1_0000_0000  # the tick count begins anew after 49.7 days


class _LastInput(ctypes.Structure):
    """LASTINPUTINFO."""

    _fields_ = (("size", wintypes.UINT), ("at_ms", wintypes.DWORD))


def reason_of(message: int, what: int) -> str:
    """Why a window's message says to lock; empty if it does not. `what` is its wParam."""
    if message == _SESSION_CHANGE:
        return _OF_SESSION.get(what, "")
    if message == _POWER_BROADCAST and what == _SUSPEND:
        return SLEEP
    return SHUTDOWN if message == _QUERY_END_SESSION else ""


def library(name: str) -> ctypes.CDLL:
    """A library of Windows; OSError on any other system."""
    if sys.platform == "win32":
        return ctypes.WinDLL(name)
    raise OSError(name)


class _Messages(QAbstractNativeEventFilter):
    """Looks at each message of the thread's windows, and takes none away."""

    def __init__(self, session: WindowsSession) -> None:
        super().__init__()
        self._session = session

    def nativeEventFilter(  # noqa: D102 - Qt's own
        self, _kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        found = wintypes.MSG.from_address(int(message))
        reason = reason_of(found.message, found.wParam)
        if reason:
            # The lock is over before the system goes on: it waits for this answer.
            self._session.told.emit(reason)
        return False, 0


class WindowsSession(SystemSession):
    """Registers a window of its own, never shown, for what happens to the session."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._user, self._kernel = library("user32"), library("kernel32")
        self._sessions = library("wtsapi32")
        self._window: QWidget | None = None
        self._messages = _Messages(self)

    @property
    def is_remote(self) -> bool:
        """Whether this session is shown on another PC."""
        return bool(self._user.GetSystemMetrics(_SM_REMOTESESSION))

    def begin(self) -> None:
        """Listen from now on."""
        self._window = QWidget()
        handle = wintypes.HWND(int(self._window.winId()))
        told = self._sessions.WTSRegisterSessionNotification(handle, _FOR_THIS_SESSION)
        self._application().installNativeEventFilter(self._messages)
        of_sessions = frozenset({SCREEN, SWITCH, REMOTE}) if told else frozenset()
        self.offers = of_sessions | {SLEEP, SHUTDOWN, IDLE}
        self.offers_known.emit()

    def stop(self) -> None:
        """Listen no more."""
        window, self._window = self._window, None
        if window is not None:
            self._application().removeNativeEventFilter(self._messages)
            handle = wintypes.HWND(int(window.winId()))
            self._sessions.WTSUnRegisterSessionNotification(handle)
            window.deleteLater()

    def idle_s(self) -> float | None:
        """Seconds since the last input in this session."""
        last = _LastInput(ctypes.sizeof(_LastInput), 0)
        if not self._user.GetLastInputInfo(ctypes.byref(last)):
            return None
        ticks = int(self._kernel.GetTickCount()) % _MS
        return ((ticks - int(last.at_ms)) % _MS) / 1000

    @staticmethod
    def _application() -> QCoreApplication:
        application = QCoreApplication.instance()
        if application is None:
            raise RuntimeError("the session needs the application")
        return application
