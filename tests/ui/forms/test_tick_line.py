from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from app.forms.definition import Field
from ui.forms.tick_line import TickLine
from ui.theme.theme import Theme


def test_space_goes_round_and_a_letter_answers_and_moves_on(
    press: Callable[..., None],
    theme: Theme,
    field: Callable[[str], Field],
    stack: Callable[..., QWidget],
) -> None:
    hidden = TickLine(field("hidden_from_online"), theme)
    coded = TickLine(field("coded_in_gp_record"), theme)
    window = stack(hidden, coded)
    hidden.enter()

    press(Qt.Key.Key_Space)
    assert hidden.answer() == "yes"
    press("a")
    assert hidden.answer() == "na"
    assert QApplication.focusWidget() is coded.entry()
    window.close()


def test_a_line_is_spoken_with_its_answer(theme: Theme, field: Callable[[str], Field]) -> None:
    line = TickLine(field("coded_in_gp_record"), theme)
    box = line.entry()

    def name() -> str:
        return QAccessible.queryAccessibleInterface(box).text(QAccessible.Text.Name)

    assert name() == "Coded in the GP record: not looked at"
    line.show_answer("na")
    assert name() == "Coded in the GP record: does not apply"
