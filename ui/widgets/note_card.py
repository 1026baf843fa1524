"""Words that may be copied for use elsewhere, in a frame with their button."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.painting import Brush, Look


class NoteCard(QFrame):
    """A note, what is to be known of it, and Copy. `strong` is the sentence that stands out.

    Signals: `copy_wanted(str)` with the note.
    """

    copy_wanted = Signal(str)

    def __init__(
        self, verb: str, caption: str, theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._note = theme, ""
        self._words, self._strong = Label("", "small", wraps=True), Label("", "label", wraps=True)
        self._caption = Label(caption, "quiet", wraps=True)
        self.copy = Button(verb, theme, role="quiet", icon="copy", small=True)
        column = QVBoxLayout(self)
        Spacing(column, theme, margins=(12, 9, 8, 5), gap=2)
        column.addWidget(self._words)
        column.addWidget(self._strong)
        foot = QHBoxLayout()
        Spacing(foot, theme, gap=8)
        foot.addWidget(self._caption, 1)
        foot.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(foot)
        self.copy.clicked.connect(self._on_copy)
        theme.changed.connect(self.update)

    @property
    def note(self) -> str:
        """What Copy hands over."""
        return self._note

    def show_note(self, note: str, *, strong: str = "", is_seen: bool = True) -> None:
        """Show a note; `strong` at its end is drawn apart. An empty one hides the card.

        One that is not to be seen is kept for when it is.
        """
        self._note = note
        rest = note.removesuffix(strong).rstrip() if strong else note
        is_apart = bool(strong) and note.endswith(strong)
        self._words.setText(rest)
        self._strong.setText(strong if is_apart else "")
        self._strong.setVisible(is_apart)
        self.setVisible(is_seen and bool(note))

    def say(self, caption: str) -> None:
        """Say something else below the note."""
        self._caption.setText(caption)

    def _on_copy(self) -> None:
        self.copy_wanted.emit(self._note)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame."""
        brush = Brush(QPainter(self), self._theme)
        brush.box(QRectF(self.rect()), Look("surface", "line2", ""), radius=self._theme.px(8))
