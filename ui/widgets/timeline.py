"""A person's timeline as a list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QListView, QWidget

from ui.theme.theme import Theme
from ui.widgets.row_list import RowList
from ui.widgets.timeline_delegate import TimelineDelegate
from ui.widgets.timeline_items import TimelineItem, TimelineModel

_BATCH = 20


class Timeline(RowList):
    """Items one under the other, joined by a line. Enter acts on the current one."""

    def __init__(self, spoken: str, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(spoken, theme, parent=parent)
        self._items = TimelineModel(self)
        self.setModel(self._items)
        self.setItemDelegate(TimelineDelegate(self))
        self.setBatchSize(_BATCH)

    def show_items(self, items: Sequence[TimelineItem]) -> None:
        """Show other items; the current one stays so if it is still there."""
        key = self.current_key
        # A long file is laid out some items at a time; shown anew, it keeps its place.
        mode = QListView.LayoutMode
        self.setLayoutMode(mode.SinglePass if key else mode.Batched)
        self._items.show_items(items)
        if not (key and self.choose(key)):
            self.choose_first()
