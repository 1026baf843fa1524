"""The session and the screen of the operating system that this process runs on."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject

from app.wiring.system.pictures import ScreenPictures
from app.wiring.system.telling import SystemSession

if sys.platform == "win32":
    from app.wiring.system.windows import WindowsSession as ThisSession
    from app.wiring.system.windows_pictures import WindowsPictures as ThesePictures
elif sys.platform == "darwin":
    from app.wiring.system.mac import MacSession as ThisSession
    from app.wiring.system.mac_clipboard import conceal
    from app.wiring.system.mac_pictures import MacPictures as ThesePictures
elif sys.platform == "linux":
    from app.wiring.system.linux import LinuxSession as ThisSession

    ThesePictures = ScreenPictures
else:
    ThisSession, ThesePictures = SystemSession, ScreenPictures


def session_here(parent: QObject) -> SystemSession:
    """What tells of this system's lock, sleep and use; it listens once `begin` is called."""
    return ThisSession(parent)


def pictures_here() -> ScreenPictures:
    """What refuses pictures of the screen on this system, if anything can."""
    return ThesePictures()


def mark_clipboard() -> None:
    """Add the marks to what was just copied that this system takes only by a call of its own."""
    if sys.platform == "darwin":
        conceal()
