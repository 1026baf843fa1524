"""One section of Settings: what it is about, and the cards on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.section_heading import SectionHeading


@dataclass(frozen=True, eq=False)
class Section:
    """A section as the page knows it: `title` stands on its pill, `widget` makes what is shown
    below when it is first chosen, and is never called again.
    """

    key: str
    title: str
    widget: Callable[[], QWidget]


class SettingCard(QFrame):
    """One thing that can be set: its name, what it does, its controls and its buttons."""

    def __init__(
        self,
        title: str,
        text: str,
        theme: Theme,
        *,
        parts: tuple[QWidget, ...] = (),
        actions: tuple[Button, ...] = (),
    ) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._text = Label(text, "small", wraps=True)
        if not text:
            self._text.hide()  # shown before it has a parent it would be a window of its own
        column = QVBoxLayout(self)
        Spacing(column, theme, margins=(16, 12, 16, 14), gap=8)
        column.addWidget(SectionHeading(title, theme))
        column.addWidget(self._text)
        for part in parts:
            column.addWidget(part)
        if actions:
            row = QHBoxLayout()
            Spacing(row, theme, gap=8)
            for action in actions:
                row.addWidget(action)
            row.addStretch(1)
            column.addLayout(row)

    def show_text(self, text: str) -> None:
        """Say how it stands now."""
        self._text.setText(text)
        self._text.setVisible(bool(text))


class Cards(QWidget):
    """The cards of one section, under each other."""

    def __init__(self, theme: Theme, *cards: QWidget) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        Spacing(column, theme, gap=12)
        for card in cards:
            column.addWidget(card)
        column.addStretch(1)
