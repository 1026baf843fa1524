"""Whether there is a screen to open a window on."""

from __future__ import annotations

import os
import sys

_OFFSCREEN = ("offscreen", "minimal")


def has_display() -> bool:
    """Whether a window can be shown: always on Windows and macOS, by its variables elsewhere."""
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(_OFFSCREEN):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
