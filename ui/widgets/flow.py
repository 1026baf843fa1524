"""A row that goes on in the next line where it meets the edge."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.theme.theme import Theme

_Line = list[tuple[QLayoutItem, QSize]]
"""Widgets side by side, each with the size it gets."""


class Flow(QLayout):
    """Lays widgets out in reading order, each as wide as it asks for, in as many lines as needed.

    `gap` is in pixels at 100 % and follows the text scale, between widgets and, unless `line_gap`
    says otherwise, between lines.
    """

    def __init__(
        self,
        theme: Theme,
        *,
        gap: int = 6,
        line_gap: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__()
        self._theme, self._gap = theme, gap
        self._line_gap = gap if line_gap is None else line_gap
        self._items: list[QLayoutItem] = []
        self._at_end: QWidget | None = None
        self._kept: dict[int, list[_Line]] = {}
        self.setContentsMargins(0, 0, 0, 0)
        if parent is not None:
            parent.setLayout(self)

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end; Qt calls this for `addWidget`."""
        self._items.append(item)

    def add_at_end(self, widget: QWidget) -> None:
        """Add one that stands at the right end of its line."""
        self._at_end = widget
        self.addWidget(widget)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place, or None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove and give the item at a place, or None beyond the last."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        """Qt calls this when a widget comes, goes or asks for another size."""
        self._kept.clear()
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        """A flow takes no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower the row, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at a width."""
        return self._place(QRect(0, 0, width, 0), moving=False)

    def setGeometry(self, area: QRect) -> None:
        """Put every widget in its place."""
        super().setGeometry(area)
        self._place(area, moving=True)

    def sizeHint(self) -> QSize:
        """One line, if there is room."""
        shown = self._shown()
        gaps = self._theme.px(self._gap) * max(0, len(shown) - 1)
        width = sum(item.sizeHint().width() for item in shown) + gaps
        return QSize(width, max((item.sizeHint().height() for item in shown), default=0))

    def minimumSize(self) -> QSize:
        """The widest and the highest single widget."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, area: QRect, *, moving: bool) -> int:
        gap, top = self._theme.px(self._gap), area.y()
        below = self._theme.px(self._line_gap)
        for line in self._lines(area.width()):
            height = max(size.height() for _, size in line)
            left = area.x()
            for item, size in line:
                if moving:
                    if self._at_end is not None and item.widget() is self._at_end:
                        left = max(left, area.x() + area.width() - size.width())
                    above = (height - size.height()) // 2
                    item.setGeometry(QRect(QPoint(left, top + above), size))
                left += size.width() + gap
            top += height + below
        return max(0, top - below - area.y())

    def _lines(self, width: int) -> list[_Line]:
        """The lines at a width; whoever lays a page out asks for them again and again."""
        if width not in self._kept:
            self._kept[width] = self._break(width)
        return self._kept[width]

    def _break(self, width: int) -> list[_Line]:
        gap, used = self._theme.px(self._gap), width + 1
        lines: list[_Line] = []
        for item in self._shown():
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(width, item.minimumSize().width())))
            if used + size.width() > width:
                lines.append([(item, size)])
                used = size.width() + gap
            else:
                lines[-1].append((item, size))
                used += size.width() + gap
        return lines
