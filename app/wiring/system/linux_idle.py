"""How long nobody used a Linux PC, from whichever part of the desktop answers."""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Callable

from app.wiring.system.bus import Address, Bus, Failed

Ask = Callable[[], float]
"""Seconds without use; raises one of `bus.Failed` if nobody answers."""

_MUTTER = Address(
    "org.gnome.Mutter.IdleMonitor",
    "/org/gnome/Mutter/IdleMonitor/Core",
    "org.gnome.Mutter.IdleMonitor",
)
_KDE = Address("org.kde.screensaver", "/ScreenSaver", "org.freedesktop.ScreenSaver")


def first_that_answers(session: Bus | None, *, on_x11: bool) -> Ask | None:
    """The best of what this desktop has; None if nothing here tells of use.

    The desktop's own count goes before the X server's, which under Wayland sees only some
    programs. Logind's idle hint is not asked: a desktop sets it late or never, and a hint that
    is never set would keep a forgotten screen open for ever.
    """
    ways: tuple[Callable[[], Ask], ...] = (
        lambda: _of_mutter(session),
        lambda: _of_kde(session),
        lambda: _of_x11(on_x11),
    )
    for make in ways:
        with contextlib.suppress(*Failed):
            ask = make()
            ask()
            return ask
    return None


def _of_mutter(bus: Bus | None) -> Ask:
    """GNOME's own monitor, in ms."""
    return lambda: _on(bus, _MUTTER, "GetIdletime") / 1000


def _of_kde(bus: Bus | None) -> Ask:
    """KDE's screen locker, in ms; others of this interface count in seconds."""
    return lambda: _on(bus, _KDE, "GetSessionIdleTime") / 1000


def _of_x11(on_x11: bool) -> Ask:  # noqa: FBT001 - the one thing it needs to know
    if not on_x11:
        raise LookupError("no X server")
    return XIdle().ask


def _on(bus: Bus | None, at: Address, method: str) -> float:
    if bus is None:
        raise LookupError("no bus")
    return float(bus.call(at, method)[0])


class _Info(ctypes.Structure):
    """XScreenSaverInfo of X11/extensions/scrnsaver.h."""

    _fields_ = (
        ("window", ctypes.c_ulong),
        ("state", ctypes.c_int),
        ("kind", ctypes.c_int),
        ("til_or_since", ctypes.c_ulong),
        ("idle", ctypes.c_ulong),
        ("event_mask", ctypes.c_ulong),
    )


class XIdle:
    """The X server's own count, over a connection of its own; OSError where there is none."""

    def __init__(self) -> None:
        self._x, self._saver = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXss.so.1")
        self._declare()
        self._display = self._x.XOpenDisplay(None)
        if not self._display or not self._has_extension():
            raise OSError("no X server that counts")
        self._root = self._x.XDefaultRootWindow(self._display)
        self._info = _Info()

    def ask(self) -> float:
        """Seconds since the last key, button or move at the X server."""
        if not self._saver.XScreenSaverQueryInfo(
            self._display, self._root, ctypes.byref(self._info)
        ):
            raise OSError("the X server does not answer")
        return float(self._info.idle) / 1000

    def _declare(self) -> None:
        pointer = ctypes.c_void_p
        self._x.XOpenDisplay.restype = pointer
        self._x.XDefaultRootWindow.argtypes = (pointer,)
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        whole = ctypes.POINTER(ctypes.c_int)
        self._saver.XScreenSaverQueryExtension.argtypes = (pointer, whole, whole)
        query = self._saver.XScreenSaverQueryInfo
        query.argtypes = (pointer, ctypes.c_ulong, ctypes.POINTER(_Info))

    def _has_extension(self) -> bool:
        event, error = ctypes.c_int(), ctypes.c_int()
        found = self._saver.XScreenSaverQueryExtension(
            self._display, ctypes.byref(event), ctypes.byref(error)
        )
        return bool(found)
