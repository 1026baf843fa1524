"""The keyboard stays on the desk when what had the focus there goes or rests."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget


class StayingFocus(QObject):
    """Brings the focus back to a page that a part of it took along as it went.

    Qt hands the focus of a part that is hidden or disabled to the next one of the window, which is
    the rail once the page has no other: the keys of the page would mean something else there.
    """

    def __init__(self, page: QWidget, back: Callable[[], QWidget]) -> None:
        super().__init__(page)
        self._page, self._back = page, back
        self._left: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def look(self) -> None:
        """Take the focus back if the part that had it cannot have it any more."""
        left, self._left = self._left, None
        if left is None or not shiboken6.isValid(left) or not self._page.isVisible():
            return
        if not (left.isVisible() and left.isEnabled()):
            self._back().setFocus()

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is None or not shiboken6.isValid(before):
            return
        is_out = now is None or not self._page.isAncestorOf(now)
        if self._page.isAncestorOf(before):
            self._left = before if is_out else None
        elif now is not None:
            self._left = None
