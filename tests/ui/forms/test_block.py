from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.forms.block import Block
from ui.theme.theme import Theme


def test_the_heading_is_spoken_with_number_and_state(
    theme: Theme, stack: Callable[..., QWidget]
) -> None:
    block = Block(2, "Safe to ask", QVBoxLayout(), theme)
    window = stack(block)
    heading = next(label for label in block.findChildren(QLabel) if label.text() == "Safe to ask")

    def spoken() -> str:
        return QAccessible.queryAccessibleInterface(heading).text(QAccessible.Text.Name)

    assert spoken() == "2, Safe to ask"
    block.show_state("current")
    assert spoken() == "2, Safe to ask, you are here"
    block.show_state("done")
    assert spoken() == "2, Safe to ask, done"
    window.close()
