"""Where a note is written, with a word above it while it corrects another one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.note_box import NoteBox


class NotePlace(QWidget):
    """Holds a composer. Signals: `left()` when the correction is to be a note of its own again."""

    left = Signal()

    def __init__(self, composer: QWidget, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        leave = Button("Leave it", theme, small=True, spoken="Write a note of its own instead")
        leave.clicked.connect(self.left)
        self._strip = NoteBox("info", theme, icon="edit", action=leave)
        self._above = QWidget()
        above = QVBoxLayout(self._above)
        Spacing(above, theme, margins=(16, 0, 16, 8))
        above.addWidget(self._strip)
        column = QVBoxLayout(self)
        Spacing(column, theme)
        column.addWidget(self._above)
        column.addWidget(composer)
        self.show_correction("")

    def show_correction(self, of: str) -> None:
        """Say which note is being corrected; an empty text takes the word away."""
        self._strip.show_words(strong=f"This corrects {of}.", text="The old words stay beside it.")
        self._above.setVisible(bool(of))
