"""A choice among few, each with a line that says what it means."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.label import Label
from ui.widgets.meant_choice import MeantChoice


def radio_choice(
    name: str, choices: Sequence[tuple[str, str]], theme: Theme, *, first: int = 0
) -> tuple[QButtonGroup, QWidget]:
    """Radio buttons by their number with a line of meaning each, under a name."""
    group, ground = QButtonGroup(), QWidget()
    column = QVBoxLayout(ground)
    Spacing(column, theme, gap=2)
    column.addWidget(Label(name, "label"))
    for number, (words, meaning) in enumerate(choices):
        choice = QRadioButton(words)
        choice.setChecked(number == first)
        group.addButton(choice, number)
        column.addWidget(MeantChoice(choice, meaning, theme))
    return group, ground
