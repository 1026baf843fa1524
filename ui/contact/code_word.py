"""The button under which a code word shows: while it is held, and five seconds at the most."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.theme.theme import Theme
from ui.widgets.button import Button

MOST_MS = 5_000
_AT_REST = "Code word"


class CodeWordButton(Button):
    """Space, Enter or the mouse held down asks for the words; letting go takes them away.

    Signals: `wanted()` when it is held, once for each time.
    """

    wanted = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(
            _AT_REST,
            theme,
            icon="key",
            small=True,
            spoken="Code word, hold to see it",
            parent=parent,
        )
        self._is_held = False
        self._timer = QTimer(self, singleShot=True, interval=MOST_MS)
        self._timer.timeout.connect(self.wipe)
        self.pressed.connect(self._on_pressed)
        self.released.connect(self.wipe)

    def show_code(self, words: str) -> None:
        """Show the words if the button is held still."""
        if self._is_held:
            self.setText(words)
            self.updateGeometry()
            self.update()

    def wipe(self) -> None:
        """Take the words away."""
        self._is_held = False
        self._timer.stop()
        if self.text() != _AT_REST:
            self.setText(_AT_REST)
            self.updateGeometry()
            self.update()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """A key that is held repeats itself, which is no letting go."""
        if event.isAutoRepeat():
            return
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes elsewhere has let go."""
        self.wipe()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Out of sight nothing stays in it."""
        self.wipe()
        super().hideEvent(event)

    def _on_pressed(self) -> None:
        self._is_held = True
        self._timer.start()
        self.wanted.emit()
