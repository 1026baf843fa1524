"""A choice from a longer list, in a box that opens it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QVBoxLayout,
    QWidget,
)

from app.domain.encoding import Value
from app.forms.definition import Field
from app.forms.lists import Code
from ui.forms.editor import Editor
from ui.forms.moving import move_on
from ui.forms.word_search import WordSearch
from ui.theme.scale import SMALL
from ui.theme.theme import Theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.spoken import announce

_CODE = Qt.ItemDataRole.UserRole
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_TYPING = (*_PLAIN, Qt.KeyboardModifier.ShiftModifier)
_CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_LEAST_CHARACTERS, _AROUND = 4, 44
_NOT_THERE = "Not in the list, left blank"


class _ElidingBox(ChoiceBox):
    """The box; words that find no room end in an ellipsis, so it asks for little.

    Qt's own way to ask for little makes the list, a window with ten parts, before it is opened.
    """

    def sizeHint(self) -> QSize:
        """Room for a few characters and the arrow."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        metrics = self.fontMetrics()
        inside = QSize(metrics.horizontalAdvance("X") * _LEAST_CHARACTERS, metrics.height() + 2)
        kind = QStyle.ContentsType.CT_ComboBox
        return self.style().sizeFromContents(kind, option, inside, self)

    def minimumSizeHint(self) -> QSize:
        """The same: a form gives it what there is to spare."""
        return self.sizeHint()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Shorten the words shown, never those chosen or spoken."""
        super().initStyleOption(option)
        room = self.width() - self._theme.px(_AROUND)
        shortened = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(self.currentText(), shortened, room)


class Choice(Editor):
    """A box over a list with its groups as headings.

    Typing finds the words and stays, so that a word may be typed to its end. Words that the list
    has not leave it blank: what only began like them is no answer. Enter moves on, Delete clears,
    Alt+Down opens the list. `entries` replace the field's own codes.
    """

    def __init__(
        self,
        field: Field,
        theme: Theme,
        *,
        entries: Sequence[Code] = (),
        spoken: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, theme, spoken=spoken, parent=parent)
        self._entries = tuple(entries or (field.codes.offered if field.codes else ()))
        self._search = WordSearch(self._entries, parent=self)
        self._was_typed_in = False
        self._model = QStandardItemModel(self)
        self._box = _ElidingBox(theme, spoken=self.spoken)
        self._box.setModel(self._model)
        self._box.setPlaceholderText("Choose")
        self._box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._box.installEventFilter(self)
        self._box.activated.connect(self._on_activated)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._box)
        self._fill()
        theme.changed.connect(self._fit)
        self._fit()
        self.show_answer(None)

    def answer(self) -> Value:
        """The code chosen."""
        code = self._box.currentData(_CODE)
        return str(code) if code is not None else None

    def show_answer(self, value: Value) -> None:
        """Show a code; one that the list has not is added and stands for itself."""
        place = -1
        if isinstance(value, str):
            place = self._box.findData(value, _CODE)
            if place < 0:
                codes = self.field.codes
                self._add(Code(value, codes.label(value) if codes else value))
                place = self._model.rowCount() - 1
        self._box.setCurrentIndex(place)
        self._box.setToolTip(self._box.currentText())

    def entry(self) -> QWidget:
        """The box."""
        return self._box

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the keys of the closed box their meaning here."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event)
        if event.type() == QEvent.Type.FocusOut:
            self._end_typing()
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        if self._is_typing(event):
            self._find(event.text())
            return True
        if event.text() == " " and self._was_typed_in:
            return True  # somebody who stopped to think within a sentence opens no list with it
        self._end_typing()
        if event.modifiers() not in _PLAIN:
            return False
        if event.key() in _CLEARING:
            self._set(None)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            move_on(self._box)
        else:
            return False
        return True

    def _is_typing(self, event: QKeyEvent) -> bool:
        """Whether the key is part of a search; a space is one only within it."""
        text = event.text()
        is_letter = text.isprintable() and bool(text.strip())
        is_between_words = text == " " and self._search.is_under_way
        return event.modifiers() in _TYPING and (is_letter or is_between_words)

    def _end_typing(self) -> None:
        self._search.end()
        self._was_typed_in = False

    def _find(self, text: str) -> None:
        self._was_typed_in = True
        chosen = self._box.currentData(_CODE)
        found = self._search.type(text, current=chosen)
        if found is None:
            announce(self._box, _NOT_THERE)
        if found != chosen:
            self._set(found)

    def _set(self, value: str | None) -> None:
        self.show_answer(value)
        self.tell()

    def _on_activated(self) -> None:
        self._box.setToolTip(self._box.currentText())
        self.tell()

    def _fill(self) -> None:
        group = ""
        for code in self._entries:
            if code.group != group:
                group = code.group
                self._add_heading(group)
            self._add(code)

    def _add_heading(self, text: str) -> None:
        heading = QStandardItem(text)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        self._model.appendRow(heading)

    def _add(self, code: Code) -> None:
        item = QStandardItem(code.label)
        item.setData(code.code, _CODE)
        self._model.appendRow(item)

    def _fit(self) -> None:
        self._box.setFont(self.theme.font(SMALL))
