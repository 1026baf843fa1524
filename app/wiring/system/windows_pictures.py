"""Pictures of the screen on Windows: windows are left out, and previews are a plain tile.

Written against the documented calls SetWindowDisplayAffinity, DwmSetWindowAttribute,
DwmSetIconicThumbnail, DwmSetIconicLivePreviewBitmap and CreateDIBSection.
"""

from __future__ import annotations

import ctypes
import struct
from ctypes import wintypes

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
from PySide6.QtWidgets import QWidget

from app.wiring.system.pictures import ScreenPictures
from app.wiring.system.windows import library

_NONE, _MONITOR, _EXCLUDE = 0x00, 0x01, 0x11  # WDA_...; the last since Windows 10 2004
_FORCE_ICONIC, _HAS_ICONIC = 7, 10  # DWMWA_FORCE_ICONIC_REPRESENTATION, ..._HAS_ICONIC_BITMAP
_THUMBNAIL, _LIVE_PREVIEW = 0x0323, 0x0326  # WM_DWMSENDICONIC...
_TILE = 0x00E7E5E3  # the cover's ground, as blue, green, red and nothing
_MOST = 4096


def size_asked_for(where: int) -> tuple[int, int]:
    """Width and height that a thumbnail may have at most, from the message's lParam."""
    return max(1, min(_MOST, where >> 16 & 0xFFFF)), max(1, min(_MOST, where & 0xFFFF))


def header_of(width: int, height: int) -> bytes:
    """A BITMAPINFOHEADER of 32 bits a pixel, first line on top."""
    return struct.pack("<IiiHHIIiiII", 40, width, -height, 1, 32, 0, 0, 0, 0, 0, 0)


class WindowsPictures(ScreenPictures, QAbstractNativeEventFilter):
    """Refuses by the window's display affinity, and answers the task bar with a tile."""

    can_refuse = True

    def __init__(self) -> None:
        QAbstractNativeEventFilter.__init__(self)
        self._user, self._dwm, self._gdi = map(library, ("user32", "dwmapi", "gdi32"))
        self._gdi.CreateDIBSection.restype = wintypes.HBITMAP
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self)

    def refuse(self, window: QWidget) -> None:
        """Leave a window out; older versions of Windows show it black."""
        handle = _handle(window)
        if not self._user.SetWindowDisplayAffinity(handle, _EXCLUDE):
            self._user.SetWindowDisplayAffinity(handle, _MONITOR)
        yes = wintypes.BOOL(1)
        for attribute in (_FORCE_ICONIC, _HAS_ICONIC):
            size = ctypes.sizeof(yes)
            self._dwm.DwmSetWindowAttribute(handle, attribute, ctypes.byref(yes), size)

    def allow(self, window: QWidget) -> None:
        """Let a window be in pictures; its preview on the task bar stays a tile."""
        self._user.SetWindowDisplayAffinity(_handle(window), _NONE)

    def nativeEventFilter(  # noqa: D102 - Qt's own
        self, _kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        found = wintypes.MSG.from_address(int(message))
        if found.message == _THUMBNAIL:
            bitmap = self._tile(*size_asked_for(found.lParam))
            self._dwm.DwmSetIconicThumbnail(wintypes.HWND(found.hWnd), bitmap, 0)
        elif found.message == _LIVE_PREVIEW:
            bitmap = self._tile(*self._size_of(found.hWnd or 0))
            self._dwm.DwmSetIconicLivePreviewBitmap(wintypes.HWND(found.hWnd), bitmap, None, 0)
        else:
            return False, 0
        self._gdi.DeleteObject(bitmap)
        return True, 0

    def _size_of(self, handle: int) -> tuple[int, int]:
        inside = wintypes.RECT()
        self._user.GetClientRect(wintypes.HWND(handle), ctypes.byref(inside))
        return max(1, min(_MOST, inside.right)), max(1, min(_MOST, inside.bottom))

    def _tile(self, width: int, height: int) -> wintypes.HBITMAP:
        """A bitmap of one even colour."""
        bits = ctypes.c_void_p()
        header = ctypes.create_string_buffer(header_of(width, height))
        made = self._gdi.CreateDIBSection(None, header, 0, ctypes.byref(bits), None, 0)
        if bits.value:
            line = struct.pack("<I", _TILE) * (width * height)
            ctypes.memmove(bits.value, line, len(line))
        return wintypes.HBITMAP(made)


def _handle(window: QWidget) -> wintypes.HWND:
    return wintypes.HWND(int(window.winId()))
