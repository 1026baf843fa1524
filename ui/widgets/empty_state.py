"""What stands where a list has nothing to show."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import Label


class EmptyState(QFrame):
    """One strong sentence of fact, one of what is next, and at most one way to go on.

    Signals: `pressed()` when that way is taken.
    """

    pressed = Signal()

    def __init__(
        self,
        fact: str,
        theme: Theme,
        *,
        next_step: str = "",
        action: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "aside")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._fact, self._next = Label("", "strong", wraps=True), Label("", "small", wraps=True)
        self._action = Button(action or " ", theme, role="quiet", small=True)
        rows = QVBoxLayout(self)
        Spacing(rows, theme, margins=(18, 14, 18, 14), gap=4)
        rows.addWidget(self._fact)
        rows.addWidget(self._next)
        rows.addWidget(self._action, 0, Qt.AlignmentFlag.AlignLeft)
        self._action.clicked.connect(self.pressed)
        self.show_words(fact, next_step=next_step, action=action)

    def show_words(self, fact: str, *, next_step: str = "", action: str = "") -> None:
        """Say something else."""
        self._fact.setText(fact)
        self._next.setText(next_step)
        self._next.setVisible(bool(next_step))
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        self._action.show_words(shown=bool(action))
        self.setAccessibleName(f"{fact} {next_step}".strip())
