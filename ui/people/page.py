"""The page People: a line to type in, and the list below it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.names import Names
from ui.people.columns import PeopleDelegate, PeopleHead
from ui.people.list_model import PeopleListModel
from ui.people.view_model import PeopleViewModel
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.bar_room import keep_room
from ui.widgets.empty_state import EmptyState
from ui.widgets.label import Label
from ui.widgets.row_list import RowList
from ui.widgets.search_box import SearchBox

_TO_THE_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PeoplePage(QFrame):
    """Signals: `opened(str)` with the id of the file, as hex; `new_wanted()`."""

    opened = Signal(str)
    new_wanted = Signal()

    def __init__(
        self,
        model: PeopleViewModel,
        theme: Theme,
        *,
        now: Callable[[], datetime],
        names: Names | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self.setProperty("role", "surface")
        self.field = SearchBox("Name, NHS number or reference", theme, spoken="Filter people")
        self._count = Label("", "quiet")
        self.list = RowList("People", theme)
        self.list.setUniformItemSizes(True)
        keep_room(self.list)
        self.list.setModel(PeopleListModel(model, now, names or Names(parent=self), self.list))
        self.list.setItemDelegate(PeopleDelegate(self.list))
        self.setFocusProxy(self.field)
        self._head, self._nothing = PeopleHead(theme), QWidget()
        self.empty = EmptyState(" ", theme)
        self._lay_out(theme)
        self._connect()
        self.show_state()

    def show_state(self) -> None:
        """Show the list, or say why there is none."""
        model = self._model
        count = model.count
        people = "1 person" if count == 1 else f"{count:,} people".replace(",", " ")
        self._count.setText(people if model.is_loaded and count else "")
        for part in (self._head, self.list):
            part.setVisible(bool(count))
        self._nothing.setVisible(not count and (model.is_loaded or bool(model.problem)))
        if model.problem:
            self.empty.show_words(model.problem)
        elif model.words:
            self.empty.show_words(
                "Nobody on this PC fits these words.",
                next_step="Try fewer letters, another spelling, or the NHS number.",
            )
        else:
            self.empty.show_words(
                "There is nobody in this vault yet.",
                next_step="A person’s file begins with the first record.",
                action="Make a new record",
            )

    def showEvent(self, event: QShowEvent) -> None:
        """Look again whenever the page comes into sight."""
        super().showEvent(event)
        self._model.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Lead from the line into the list with Down or Enter, and back with a letter."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_field = watched is self.field
            if is_field and event.key() in _TO_THE_LIST and self.list.isVisible():
                self._enter_list(opening=event.key() != Qt.Key.Key_Down)
                return True
            if watched is self.list:
                return self._takes(event)
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.forget()
                return True
        return super().eventFilter(watched, event)

    def _takes(self, event: QKeyEvent) -> bool:
        """A letter typed on the list begins a search, unless it has a meaning on a row."""
        shift = Qt.KeyboardModifier.ShiftModifier
        is_plain = not event.modifiers() & ~(shift | Qt.KeyboardModifier.KeypadModifier)
        has_meaning = event.key() in (Qt.Key.Key_O, Qt.Key.Key_Space)
        text = event.text()
        if has_meaning or not (is_plain and text.strip() and text.isprintable()) or text in "/?":
            return False
        before = self.list.take_letter()  # an O that a word begins with
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.end(False)
        self.field.insert(before)
        QApplication.sendEvent(self.field, event)
        return True

    def _enter_list(self, *, opening: bool) -> None:
        self.list.setFocus(Qt.FocusReason.TabFocusReason)
        if opening and self._model.words and self.list.current_key:
            self.opened.emit(self.list.current_key)

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        Spacing(column, theme)
        head = QHBoxLayout()
        Spacing(head, theme, margins=(20, 10, 20, 10), gap=12)
        head.addWidget(self.field, 1)
        head.addWidget(self._count)
        column.addLayout(head)
        column.addWidget(self._head)
        column.addWidget(self.list, 1)
        ground = QVBoxLayout(self._nothing)
        Spacing(ground, theme, margins=(20, 8, 20, 8))
        ground.addWidget(self.empty)
        ground.addStretch(1)
        column.addWidget(self._nothing, 1)

    def _connect(self) -> None:
        self.field.installEventFilter(self)
        self.list.installEventFilter(self)
        self.field.textChanged.connect(self._model.filter)
        self._model.reset.connect(self.show_state)
        self.list.acted.connect(self.opened)
        self.list.opened.connect(self.opened)
        self.empty.pressed.connect(self.new_wanted)
