"""A list of painted rows that is worked by keys, and read a sentence a row."""

from __future__ import annotations

from enum import IntEnum
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ui.theme.theme import Theme
from ui.widgets.lone_letter import LoneLetter, is_letter

Index = QModelIndex | QPersistentModelIndex

NOWHERE = QModelIndex()
"""The parent of all rows in a list."""


_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


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
    one. A letter acts only where it stands alone: no letter of a word does.
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
        self.lone = LoneLetter(self)
        key = Qt.Key
        self._letters = {
            key.Key_O: self.opened,
            key.Key_H: self.passed_on,
            key.Key_L: self.logged,
        }
        self._keys = {
            key.Key_Return: self.acted,
            key.Key_Enter: self.acted,
            key.Key_Space: self.previewed,
        }

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
        """Run what Enter, Space, and a letter that stands alone mean on a row."""
        key, is_plain = self.current_key, event.modifiers() in _PLAIN
        if is_plain and is_letter(event):
            signal = self._letters.get(Qt.Key(event.key()))
            if not event.isAutoRepeat():
                act = partial(signal.emit, key) if signal is not None and key else None
                self.lone.typed(event.text(), act)
            if signal is not None:
                event.accept()
                return
        signal = self._keys.get(Qt.Key(event.key()))
        if signal is not None and is_plain and key:
            if not self.lone.is_word:
                signal.emit(key)
            event.accept()
            return
        super().keyPressEvent(event)

    def take_letter(self) -> str:
        """The letter that has not acted yet, for who takes it for the beginning of a word."""
        return self.lone.drop()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A letter that has not acted does not act behind a cover or beside a box."""
        self.lone.drop()
        super().focusOutEvent(event)

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
