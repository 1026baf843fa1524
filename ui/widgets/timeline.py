"""A person's timeline as a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from ui.lazily import key_at
from ui.theme.theme import Theme
from ui.widgets.bar_room import keep_room
from ui.widgets.row_list import RowList
from ui.widgets.timeline_delegate import TimelineDelegate
from ui.widgets.timeline_items import TimelineItem, TimelineModel

_BATCH = 4
_FIRST = 6
"""About what a window has room for beside the composer."""
_TIMES = 4


class Timeline(RowList):
    """Items one under the other, joined by a line. Enter acts on the current one.

    Each is as high as its words, and of hundreds it takes half a second to find out how high: the
    first stand there at once, and the others follow as they are measured.
    """

    def __init__(self, spoken: str, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(spoken, theme, parent=parent)
        self._items = TimelineModel(self)
        self.setModel(self._items)
        self._delegate = TimelineDelegate(self)
        self.setItemDelegate(self._delegate)
        keep_room(self)
        self._measured = 0
        self._growing = QTimer(self, interval=0)
        self._growing.timeout.connect(self._grow)

    def show_items(self, items: Sequence[TimelineItem]) -> None:
        """Show other items; the current one stays so if it is still there."""
        key = self.current_key
        self._measured = min(len(items), _FIRST + (self._items.rowCount() if key else 0))
        self.lay_out_in_batches(_BATCH, keeps_place=True)
        self._delegate.forget_all_but({key_at(items, place) for place in range(len(items))})
        self._items.show_items(items, self._measured)
        if not (key and self.choose(key)):
            self.choose_first()
        if self._measured < len(items):
            self._growing.start()
        else:
            self._growing.stop()

    def _grow(self) -> None:
        """Measure a few more; each time there are several times as many they are laid out."""
        items = self._items
        before, self._measured = self._measured, min(items.total, self._measured + _BATCH)
        for place in range(before, self._measured):
            self._delegate.size_of(items.item(place))
        is_all = self._measured == items.total
        if self._measured > items.rowCount() and (
            is_all or self._measured >= _TIMES * items.rowCount()
        ):
            items.show_up_to(self._measured)
        if is_all:
            self._growing.stop()
            self.executeDelayedItemsLayout()
            self.lay_out_in_batches(_BATCH, keeps_place=False)  # when the list gets another width
