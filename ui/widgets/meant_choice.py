"""A radio button or a box to tick, with what it means close below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.label import Label

_BELOW = 6


class MeantChoice(QWidget):
    """A press on the words below counts as one on the button; they are read out with it.

    `indent` is where the words of the button begin.
    """

    def __init__(
        self,
        choice: QAbstractButton,
        meaning: str,
        theme: Theme,
        *,
        indent: int = 24,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.choice = choice
        choice.setProperty("role", "meant")
        choice.setAccessibleDescription(meaning)
        column, below = QVBoxLayout(self), QVBoxLayout()
        Spacing(column, theme, margins=(0, 0, 0, _BELOW), gap=4)
        Spacing(below, theme, margins=(indent, 0, 0, 0))
        column.addWidget(choice, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(below)
        below.addWidget(Label(meaning, "quiet", wraps=True))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        if event.button() == Qt.MouseButton.LeftButton and self.choice.isEnabled():
            self.choice.click()
            self.choice.setFocus(Qt.FocusReason.MouseFocusReason)
