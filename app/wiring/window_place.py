"""How and where the window stands, so that the process after a lock shows its own in the same way.

What is kept is one word and four numbers, of whichever window was there last: nobody's.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_WAYS = {
    "full": Qt.WindowState.WindowFullScreen,
    "maximised": Qt.WindowState.WindowMaximized,
    "normal": Qt.WindowState.WindowNoState,
}
_MOST_BYTES = 200
_FURTHEST = 1 << 16
_LEAST = (160, 120)
"""Of a window at least so much must lie on a screen, or nobody could take hold of it."""


@dataclass(frozen=True, slots=True)
class WindowPlace:
    """Whether a window is `maximised`, `full` or `normal`, and its area where it is neither.

    An empty area is left to the system.
    """

    way: str
    area: QRect


def place_of(window: QWidget) -> WindowPlace:
    """How this window is shown. One that is minimised counts as it was before."""
    state = window.windowState()
    way = next((way for way, flag in _WAYS.items() if flag & state), "normal")
    return WindowPlace(way, window.geometry() if way == "normal" else window.normalGeometry())


def put(window: QWidget, place: WindowPlace) -> None:
    """Have it shown so."""
    if not place.area.isEmpty():
        window.setGeometry(place.area)
    window.setWindowState(_WAYS[place.way])


def put_back(window: QWidget, path: Path | None, *, usual: tuple[int, int]) -> None:
    """Have it shown as this file says, or in its usual size."""
    window.resize(*usual)
    before = kept_in(path)
    if before is not None:
        put(window, before)


def kept_in(path: Path | None) -> WindowPlace | None:
    """What stands in this file; None where nothing does, or nothing that makes sense."""
    if path is None:
        return None
    with suppress(OSError, ValueError, TypeError, KeyError, OverflowError):
        with path.open("rb") as file:
            kept = json.loads(file.read(_MOST_BYTES))
        x, y, width, height = (int(each) for each in kept["area"])
        is_sane = min(width, height) > 0 and max(map(abs, (x, y, width, height))) < _FURTHEST
        if kept["way"] in _WAYS and is_sane:
            return WindowPlace(kept["way"], _on_screen(QRect(x, y, width, height)))
    return None


def _on_screen(area: QRect) -> QRect:
    """No larger than the screen it lies on; empty if that is not there any more."""
    screens = [each.availableGeometry() for each in QGuiApplication.screens()]
    seen = [(each, each.intersected(area)) for each in screens]
    room, part = max(seen, key=lambda each: each[1].width() * each[1].height())
    if part.width() < _LEAST[0] or part.height() < _LEAST[1]:
        return QRect()
    return QRect(area.topLeft(), area.size().boundedTo(room.size()))


def keep_in(path: Path | None, window: QWidget) -> None:
    """Write it down for the process that comes next; a disk that takes nothing is no matter."""
    if path is None:
        return
    place = place_of(window)
    area = place.area
    kept = {"way": place.way, "area": [area.x(), area.y(), area.width(), area.height()]}
    part = path.with_suffix(".part")
    with suppress(OSError):
        part.write_text(json.dumps(kept), "ascii")
        part.replace(path)
