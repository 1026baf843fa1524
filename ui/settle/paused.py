"""That many clashes at once were not taken in, and a person's word that they are to be."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.note_box import NoteBox


class Paused(QObject):
    """How many clashes wait for a word. Signals: `changed()`; `wanted()` when they may come."""

    changed = Signal()
    wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.count = 0

    def show_count(self, count: int) -> None:
        """Say how many wait now, 0 for none."""
        if count != self.count:
            self.count = count
            self.changed.emit()


class PausedNote(QWidget):
    """Stands above the page while something waits, and takes no room otherwise."""

    def __init__(self, paused: Paused, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paused = paused
        self.button = Button("Take them in", theme, small=True)
        self.note = NoteBox("warn", theme, action=self.button)
        column = QVBoxLayout(self)
        Spacing(column, theme, margins=(20, 12, 20, 0))
        column.addWidget(self.note)
        self.button.clicked.connect(paused.wanted)
        paused.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Say what was paused, what is safe and how it goes on."""
        self.setVisible(self._paused.count > 0)
        self.note.show_words(
            strong=f"{self._paused.count} more would clash at once. They were not taken in yet.",
            text="Nothing here was changed, nothing is lost, and what you save is still sent. "
            "Ask your team whether records were restored or moved. Then take them in.",
        )
