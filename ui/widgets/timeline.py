"""A person's timeline as a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.lazily import key_at
from ui.theme.theme import Theme
from ui.widgets.row_list import RowList
from ui.widgets.timeline_delegate import TimelineDelegate
from ui.widgets.timeline_items import TimelineItem, TimelineModel

_BATCH = 4


class Timeline(RowList):
    """Items one under the other, joined by a line. Enter acts on the current one."""

    def __init__(self, spoken: str, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(spoken, theme, parent=parent)
        self._items = TimelineModel(self)
        self.setModel(self._items)
        self._delegate = TimelineDelegate(self)
        self.setItemDelegate(self._delegate)

    def show_items(self, items: Sequence[TimelineItem]) -> None:
        """Show other items; the current one stays so if it is still there."""
        key = self.current_key
        self.lay_out_in_batches(_BATCH, keeps_place=bool(key))
        self._delegate.forget_all_but({key_at(items, place) for place in range(len(items))})
        self._items.show_items(items)
        if not (key and self.choose(key)):
            self.choose_first()
