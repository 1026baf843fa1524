"""An answer that Space takes through its codes, and letters set at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from app.forms.lists import Code
from ui.theme.theme import Theme
from ui.widgets.spoken import announce

_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
_STATES = {"yes": Qt.CheckState.Checked, "no": Qt.CheckState.Unchecked}


class Cycled(QCheckBox):
    """A check box of several answers and a blank, spoken as "Tell the police: not asked".

    Signals: `changed(object)` with the code or None when a person changed it; `moved_on()` after
    a letter, when the next one is due.
    """

    changed = Signal(object)
    moved_on = Signal()

    def __init__(
        self,
        text: str,
        codes: Sequence[Code],
        theme: Theme,
        *,
        blank: str = "not asked",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.theme, self.codes, self._blank = theme, tuple(codes), blank
        self.code: str | None = None
        self.setTristate(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self._follow_theme)
        self.show_code(None)

    def show_code(self, code: str | None) -> None:
        """Show an answer without telling of a change."""
        self.code = code
        self.setCheckState(_STATES.get(code or "", Qt.CheckState.PartiallyChecked))
        self.setAccessibleName(f"{self.text()}: {self.words()}")
        self._follow_theme()

    def words(self) -> str:
        """The answer in words."""
        labels = {code.code: code.label for code in self.codes}
        return self._blank if self.code is None else labels.get(self.code, self.code).lower()

    def take(self, code: str | None) -> None:
        """Take an answer as a person's."""
        self.show_code(code)
        announce(self, self.accessibleName())
        self.changed.emit(code)

    def nextCheckState(self) -> None:
        """Go on to the next answer; after the last comes the blank."""
        order = [*(code.code for code in self.codes), None]
        at = order.index(self.code) if self.code in order else -1
        self.take(order[(at + 1) % len(order)])

    def hitButton(self, place: QPoint) -> bool:
        """The whole of it can be pressed."""
        return self.rect().contains(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A code's letter answers and moves on, Delete clears."""
        plain = event.modifiers() in _PLAIN
        letters = {code.letter: code.code for code in self.codes if code.letter}
        code = letters.get(event.text().upper()) if plain else None
        if code is not None:
            self.take(code)
            self.moved_on.emit()
        elif plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.take(None)
        else:
            super().keyPressEvent(event)

    def _follow_theme(self) -> None:
        self.updateGeometry()
        self.update()
