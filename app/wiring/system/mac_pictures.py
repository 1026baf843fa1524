"""Pictures of the screen on macOS: a window's `sharingType`, as AppKit documents it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.wiring.system.mac import ObjC
from app.wiring.system.pictures import ScreenPictures

_NONE, _READ_ONLY = 0, 1  # NSWindowSharingNone, NSWindowSharingReadOnly


class MacPictures(ScreenPictures):
    """Refuses by the window's sharing type."""

    can_refuse = True

    def __init__(self) -> None:
        self._objc = ObjC()

    def refuse(self, window: QWidget) -> None:
        """Leave a window out of pictures and recordings."""
        self._share(window, _NONE)

    def allow(self, window: QWidget) -> None:
        """Let a window be in pictures again."""
        self._share(window, _READ_ONLY)

    def _share(self, window: QWidget, kind: int) -> None:
        # Qt's window id is an NSView.
        of_system = self._objc.send(int(window.winId()), "window")
        self._objc.set_number(of_system, "setSharingType:", kind)
