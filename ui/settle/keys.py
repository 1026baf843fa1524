"""The desk's own keys: Alt+1 uses the left version, Alt+2 the right one, Alt+3 keeps both."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget


class DeskKeys(QObject):
    """Listens to whatever has the focus on the page, so that these keys go before the window's."""

    def __init__(self, page: QWidget, acts: Mapping[Qt.Key, Callable[[], object]]) -> None:
        super().__init__(page)
        self._page, self._acts = page, acts
        self._held: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim the keys, then do what they mean."""
        if isinstance(event, QKeyEvent) and event.modifiers() == Qt.KeyboardModifier.AltModifier:
            act = self._acts.get(Qt.Key(event.key()))
            if act is not None and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if act is not None and event.type() == QEvent.Type.KeyPress:
                act()
                return True
        return super().eventFilter(watched, event)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._held is not None and shiboken6.isValid(self._held):
            self._held.removeEventFilter(self)
        is_here = now is not None and (now is self._page or self._page.isAncestorOf(now))
        self._held = now if is_here else None
        if self._held is not None:
            self._held.installEventFilter(self)
