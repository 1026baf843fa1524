"""The strip over every page that says which space is not shown now, and what opens it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.sync.facts import HiddenFacts
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.note_box import NoteBox

_NOTHING_LOST = "Nothing is lost."


class HiddenNote(QFrame):
    """Takes no room while everything is shown. Signals: `wanted(object)` with a space's facts."""

    wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown: tuple[HiddenFacts, ...] = ()
        self.setProperty("role", "surface")
        self._column = QVBoxLayout(self)
        Spacing(self._column, theme, margins=(20, 10, 20, 2), gap=8)
        self.setVisible(False)

    def show_hidden(self, hidden: tuple[HiddenFacts, ...]) -> None:
        """Say what is not shown, a box for each space."""
        if hidden == self._shown:
            return
        self._shown = hidden
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for each in hidden:
            self._column.addWidget(self._box(each))
        self.setVisible(bool(hidden))

    def _box(self, hidden: HiddenFacts) -> NoteBox:
        action = None
        if hidden.may_open:
            spoken = f"Show {hidden.title or 'the space'} again by phone"
            action = Button("By phone", self._theme, icon="phone", small=True, spoken=spoken)
            action.clicked.connect(lambda: self.wanted.emit(hidden))
        return NoteBox(
            "warn",
            self._theme,
            strong=_NOTHING_LOST,
            text=hidden.words,
            icon="lock",
            action=action,
        )
