"""Parts of a box beside each other where there is room, one below the other where not."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.theme.theme import Theme


class Beside(QLayout):
    """Each part has at least its width, in pixels at 100 %; what is to spare goes to the last."""

    def __init__(
        self,
        parts: Sequence[tuple[QWidget, int]],
        theme: Theme,
        *,
        gap: int,
        below: int,
        parent: QWidget,
    ) -> None:
        super().__init__()
        self._theme, self._gap, self._below = theme, gap, below
        self._widths = [width for _, width in parts]
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        parent.setLayout(self)
        for part, _ in parts:
            self.addWidget(part)

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end; Qt calls this for `addWidget`."""
        self._items.append(item)

    def count(self) -> int:
        """How many parts there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The part at a place, or None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and give the part at a place, or None beyond the last."""
        if not 0 <= index < len(self._items):
            return None
        del self._widths[index]
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        """It takes the width that there is."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """One below the other they are higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all at a width."""
        places = self._places(QRect(0, 0, width, 0))
        return max((place.bottom() + 1 for place in places), default=0)

    def setGeometry(self, area: QRect) -> None:
        """Put every part in its place."""
        super().setGeometry(area)
        for item, place in zip(self._items, self._places(area), strict=True):
            item.setGeometry(place)

    def sizeHint(self) -> QSize:
        """Beside each other."""
        width = self._together()
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """The widest part alone."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _together(self) -> int:
        px = self._theme.px
        return sum(map(px, self._widths)) + px(self._gap) * max(0, len(self._widths) - 1)

    def _places(self, area: QRect) -> list[QRect]:
        spare = area.width() - self._together()
        left, top, places = area.x(), area.y(), []
        for item, wished in zip(self._items, map(self._theme.px, self._widths), strict=True):
            is_last = item is self._items[-1]
            width = area.width() if spare < 0 else wished + (spare if is_last else 0)
            place = QRect(left, top, width, _height(item, width))
            places.append(place)
            if spare < 0:
                top = place.bottom() + 1 + self._theme.px(self._below)
            else:
                left += width + self._theme.px(self._gap)
        return places


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
