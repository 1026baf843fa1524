"""How far the parts of a page are scrolled, and scrolling them there again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView, QScrollArea, QScrollBar, QWidget

_WAIT_MS, _LOOK_MS = 5_000, 50


def scrolled(page: QWidget) -> list[int]:
    """Pixels from the top of each list and area of a page, in the page's own order."""
    return [bar.value() for bar in _bars(page)]


def scroll_again(page: QWidget, places: Sequence[int]) -> None:
    """Scroll each to where it was, now or once it has filled itself; other pages are left alone.

    A page that is still being made is waited for.
    """
    if any(places) and not _scroll_all(page, places):
        _OnceMade(page, places)


def _scroll_all(page: QWidget, places: Sequence[int]) -> bool:
    bars = _bars(page)
    if len(bars) != len(places):
        return False
    for bar, place in zip(bars, places, strict=True):
        if place > 0:
            _Later(bar, place)
    return True


def _bars(page: QWidget) -> list[QScrollBar]:
    areas = [*page.findChildren(QScrollArea), *page.findChildren(QAbstractItemView)]
    return [area.verticalScrollBar() for area in areas]


class _Later(QObject):
    """Waits a few seconds for a bar to be long enough; a hand on it meanwhile goes before."""

    def __init__(self, bar: QScrollBar, place: int) -> None:
        super().__init__(bar)
        self._bar, self._place = bar, place
        bar.rangeChanged.connect(self._try)
        bar.sliderPressed.connect(self.deleteLater)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.deleteLater)
        self._timer.start(_WAIT_MS)
        self._try()

    def _try(self) -> None:
        if self._bar.maximum() >= self._place:
            self._bar.setValue(self._place)
            self._bar.rangeChanged.disconnect(self._try)
            self.deleteLater()


class _OnceMade(QObject):
    """Looks for some seconds whether a page has all its parts that scroll."""

    def __init__(self, page: QWidget, places: Sequence[int]) -> None:
        super().__init__(page)
        self._page, self._places, self._looks = page, places, _WAIT_MS // _LOOK_MS
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        self._looks -= 1
        if _scroll_all(self._page, self._places) or self._looks <= 0:
            self._timer.stop()
            self.deleteLater()
