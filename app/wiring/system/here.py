"""The session of the operating system that this process runs on."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject

from app.wiring.system.telling import SystemSession

if sys.platform == "win32":
    from app.wiring.system.windows import WindowsSession as ThisSession
elif sys.platform == "darwin":
    from app.wiring.system.mac import MacSession as ThisSession
elif sys.platform == "linux":
    from app.wiring.system.linux import LinuxSession as ThisSession
else:
    ThisSession = SystemSession


def session_here(parent: QObject) -> SystemSession:
    """What tells of this system's lock, sleep and use; it listens once `begin` is called."""
    return ThisSession(parent)
