"""The list of what needs a person, with its groups and one button a row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from ui.theme.theme import Theme
from ui.widgets.bar_room import keep_room
from ui.widgets.row_list import RowList, RowRole
from ui.widgets.worklist_delegate import WorklistDelegate
from ui.widgets.worklist_rows import WorkGroup, WorkModel

_BATCH = 100


class Worklist(RowList):
    """Rows of work. A press on a row's own button is the same as Enter on the row."""

    def __init__(self, spoken: str, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(spoken, theme, parent=parent)
        self._rows = WorkModel(self)
        self._delegate = WorklistDelegate(self, self._rows)
        self.setModel(self._rows)
        self.setItemDelegate(self._delegate)
        keep_room(self)

    def show_groups(self, groups: Sequence[WorkGroup]) -> None:
        """Show other rows; the current row stays the current one if it is still there."""
        key, near = self.current_key, self.currentIndex().row()
        self.lay_out_in_batches(_BATCH, keeps_place=bool(key))
        self._rows.show_groups(groups)
        row = self._rows.row_of(key, near=near) if key else -1
        if row < 0:
            row = self._rows.first_row()
        if row >= 0:
            self.setCurrentIndex(self._rows.index(row, 0))
        if row == near and self.current_key != key:
            self.current_changed.emit(self.current_key)  # another row came into the same place

    def doItemsLayout(self) -> None:
        """Lay the rows out by the room there is now."""
        delegate = self.itemDelegate()
        if isinstance(delegate, WorklistDelegate):  # the view begins with one of its own
            delegate.take_measure()
        super().doItemsLayout()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Run the row's action when its button was pressed."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        key = self.key_of(index)
        area = self._delegate.action_area(QRectF(self.visualRect(index)))
        if key and area.contains(event.position()) and index.data(RowRole.ROW).action:
            self.acted.emit(key)
