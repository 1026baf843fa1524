"""Words on the screen, in one of the sizes and inks of the style sheet."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.widgets.spoken import Role, give_role

LabelRole = Literal[
    "body",
    "caption",
    "small",
    "quiet",
    "strong",
    "label",
    "lead",
    "title",
    "figure",
    "problem",
    "warning",
    "accent",
    "code",
]


class Label(QLabel):
    """Plain text, never marked up, so that no typed word can become markup.

    `heading` has it spoken as a heading.
    """

    def __init__(
        self,
        text: str = "",
        role: LabelRole = "body",
        *,
        wraps: bool = False,
        heading: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if heading:
            give_role(self, Role.Heading)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setProperty("role", role)
        self.setWordWrap(wraps)
        if wraps:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def set_role(self, role: LabelRole) -> None:
        """Show the words in another size or ink."""
        if self.property("role") == role:
            return  # styling it anew costs as much as laying out its row
        self.setProperty("role", role)
        self.style().unpolish(self)
        self.style().polish(self)
