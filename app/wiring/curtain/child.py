"""The process of the curtain: it knows no vault, waits, and shows the cover once when asked to.

It is asked by one line of JSON on its standard input, answers `shown` once the cover is on the
screen, and ends when the lock screen tells it so, after some seconds, or with its input.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QRect, QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.wiring.curtain import calling
from storage.hardening import keep_memory_private
from ui.frame.cover import Cover, CoverFacts
from ui.safety.neutral import name_application, name_window
from ui.theme.theme import Theme

_LONGEST_MS = 8_000
_MOST_BYTES = 4_096


def main() -> None:
    """Wait to be asked."""
    keep_memory_private()
    application = QApplication(["Yarrow"])
    application.setQuitOnLastWindowClosed(False)
    name_application(application)
    waiting = Waiting(application)
    application.exec()
    del waiting


class Waiting(QObject):
    """Shows the curtain once, and ends the process."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application, self._asked = application, b""
        self._theme = Theme("light", parent=self)
        self.window: QWidget | None = None
        self._notifiers = [QSocketNotifier(0, QSocketNotifier.Type.Read, self)]
        self._notifiers[0].activated.connect(self._read)

    def _read(self) -> None:
        read = os.read(0, _MOST_BYTES)
        self._asked += read
        if not read:
            self._notifiers[0].setEnabled(False)
            if self.window is None:
                self._application.quit()
        elif self._asked.endswith(b"\n") and self.window is None:
            self._show(json.loads(self._asked))

    def _show(self, asked: Mapping[str, Any]) -> None:
        heard = calling.listen(asked["pid"])
        if heard is None:
            self._application.quit()
            return
        self._heard = heard  # kept open
        self._notifiers.append(QSocketNotifier(heard.fileno(), QSocketNotifier.Type.Read, self))
        self._notifiers[-1].activated.connect(self._go)
        QTimer.singleShot(_LONGEST_MS, self._application.quit)
        self._theme.scale_text(asked["scale"])
        self._theme.dress(self._application)
        kinds = Qt.WindowType
        window = self.window = QWidget(
            None,
            kinds.Tool
            | kinds.FramelessWindowHint
            | kinds.WindowStaysOnTopHint
            | kinds.WindowDoesNotAcceptFocus,
        )
        name_window(window)
        window.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        window.setGeometry(QRect(*asked["place"]))
        cover = Cover(window, self._theme, CoverFacts(*asked["facts"]), _this_moment)
        cover.cover()
        window.show()
        QTimer.singleShot(0, self._answer)

    def _go(self) -> None:
        """Listen no more once it is off the screen: then the lock screen may be typed on."""
        self._notifiers[-1].setEnabled(False)
        if self.window is not None:
            self.window.hide()
        self._application.sync()
        self._heard.close()
        self._application.quit()

    def _answer(self) -> None:
        window = self.window
        handle = window.windowHandle() if window is not None else None
        if window is not None and window.isHidden():
            return
        if handle is None or not handle.isExposed():
            QTimer.singleShot(5, self._answer)
            return
        self._application.sync()
        with suppress(OSError):  # it could not wait, and was replaced
            os.write(1, b"shown\n")


def _this_moment() -> datetime:
    return datetime.now().astimezone()
