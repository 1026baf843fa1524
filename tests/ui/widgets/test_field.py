from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme.theme import Theme
from ui.widgets.field import Field

Show = Callable[[QWidget], QWidget]


def _spoken(editor: QLineEdit, part: QAccessible.Text) -> str:
    return QAccessible.queryAccessibleInterface(editor).text(part)


def test_the_label_names_the_editor_and_help_describes_it(theme: Theme, show: Show) -> None:
    editor = QLineEdit()
    show(Field("NHS number", editor, theme, help_text="Optional"))

    assert _spoken(editor, QAccessible.Text.Name) == "NHS number"
    assert _spoken(editor, QAccessible.Text.Description) == "Optional"


def test_a_problem_is_a_sentence_and_an_edge_until_it_is_cleared(theme: Theme, show: Show) -> None:
    editor = QLineEdit()
    field = Field("NHS number", editor, theme)
    show(field)
    sentence = "The last digit does not fit. Check it, or leave it blank."

    field.show_problem(sentence)

    assert field.problem == sentence
    assert _spoken(editor, QAccessible.Text.Description) == sentence
    edge = editor.grab().toImage().pixelColor(1, editor.height() // 2)
    assert edge == theme.colour("danger")
    field.clear_problem()
    assert field.problem == ""
    assert editor.grab().toImage().pixelColor(1, editor.height() // 2) == theme.colour("surface")


def test_an_input_is_as_high_with_a_problem_as_without(theme: Theme, show: Show) -> None:
    editor = QLineEdit()
    field = Field("NHS number", editor, theme)
    show(field)
    assert editor.sizeHint().height() == 36

    field.show_problem("Say what it is.")

    assert editor.sizeHint().height() == 36


def test_an_input_keeps_its_edge_in_the_contrast_theme(theme: Theme, show: Show) -> None:
    theme.use("contrast")
    editor = QLineEdit()
    show(Field("NHS number", editor, theme))
    editor.clearFocus()

    assert editor.grab().toImage().pixelColor(0, editor.height() // 2) == theme.colour("control")
