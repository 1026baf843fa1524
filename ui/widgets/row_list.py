"""A list of painted rows that is worked by keys, and read a sentence a row."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex

NOWHERE = QModelIndex()
"""The parent of all rows in a list."""


class RowRole(IntEnum):
    """What a model of rows answers beside Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole
    """The row itself, for the delegate."""
    KEY = Qt.ItemDataRole.UserRole + 1
    """The row's key as text; empty for a group's head."""


class RowList(QListView):
    """The view that worklist, timeline and results share. It draws its own focus.

    The sentence of a row is its model's `AccessibleTextRole`.

    Signals, each with a row's key: `acted` by Enter, `opened` by O or a double click, `previewed`
    by Space, `logged` by L, `passed_on` by H, `current_changed` when another row became the current
    one.
    """

    acted = Signal(str)
    opened = Signal(str)
    previewed = Signal(str)
    passed_on = Signal(str)
    logged = Signal(str)
    current_changed = Signal(str)

    def __init__(self, spoken: str, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(spoken)
        self.setProperty("ownFocus", True)
        self.setMouseTracking(True)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def current_key(self) -> str:
        """The key of the current row, or an empty text."""
        return self.key_of(self.currentIndex())

    def key_of(self, index: Index) -> str:
        """The key of the row at an index, or an empty text."""
        return str(index.data(RowRole.KEY) or "") if index.isValid() else ""

    def lay_out_in_batches(self, count: int, *, keeps_place: bool) -> None:
        """Lay a long list out this many rows at a time; shown anew, it keeps its place instead."""
        mode = QListView.LayoutMode
        self.setBatchSize(count)
        self.setLayoutMode(mode.SinglePass if keeps_place else mode.Batched)

    def choose(self, key: str) -> bool:
        """Make the row with this key the current one; False if there is none."""
        for number in range(self.model().rowCount()):
            index = self.model().index(number, 0)
            if self.key_of(index) == key:
                self.setCurrentIndex(index)
                return True
        return False

    def choose_first(self) -> None:
        """Make the first row that can be chosen the current one."""
        for number in range(self.model().rowCount()):
            index = self.model().index(number, 0)
            if self.key_of(index):
                self.setCurrentIndex(index)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Run what Enter, O, L and Space mean on a row; leave the rest to the view."""
        signal = {
            Qt.Key.Key_Return: self.acted,
            Qt.Key.Key_Enter: self.acted,
            Qt.Key.Key_O: self.opened,
            Qt.Key.Key_Space: self.previewed,
            Qt.Key.Key_H: self.passed_on,
            Qt.Key.Key_L: self.logged,
        }.get(Qt.Key(event.key()))
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if signal is not None and plain and self.current_key:
            signal.emit(self.current_key)
            event.accept()
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Letters have meanings of their own here; typing does not jump."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the row."""
        super().mouseDoubleClickEvent(event)
        key = self.key_of(self.indexAt(event.position().toPoint()))
        if key:
            self.opened.emit(key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Always have a current row while the list has focus."""
        super().focusInEvent(event)
        if not self.current_key:
            self.choose_first()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row is the current one now."""
        super().currentChanged(current, previous)
        self.current_changed.emit(self.key_of(current))
