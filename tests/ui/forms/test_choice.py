from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from app.forms.definition import Field
from ui.forms.choice import Choice
from ui.theme.theme import Theme

Press = Callable[..., None]
Found = Callable[[str], Field]
Stack = Callable[..., QWidget]


def test_a_letter_picks_and_moves_on(
    press: Press, theme: Theme, field: Found, stack: Stack
) -> None:
    choice, after = Choice(field("abuse_time"), theme), Choice(field("info_given"), theme)
    window = stack(choice, after)
    choice.enter()

    press("c")

    assert choice.answer() == "current"
    assert QApplication.focusWidget() is after.entry()
    window.close()


def test_a_long_list_is_searched_by_typing_and_left_by_enter(
    press: Press, theme: Theme, field: Found, stack: Stack
) -> None:
    choice = Choice(field("setting_type"), theme)
    window = stack(choice)
    told: list[object] = []
    choice.answered.connect(lambda _name, value: told.append(value))
    choice.enter()

    press("emer")

    assert choice.answer() == "ed_adult"
    press(Qt.Key.Key_Return)
    assert not choice.entry().hasFocus()
    assert told[-1] == "ed_adult"
    window.close()


def test_headings_cannot_be_chosen(theme: Theme, field: Found) -> None:
    choice = Choice(field("perpetrator_relationship"), theme)

    choice.show_answer("Partner")

    assert choice.answer() == "Partner", "a code of another version stands for itself"
    choice.show_answer("spouse")
    assert choice.answer() == "spouse"


def test_delete_leaves_it_blank(press: Press, theme: Theme, field: Found, stack: Stack) -> None:
    choice = Choice(field("info_given"), theme)
    window = stack(choice)
    choice.show_answer("verbal")
    choice.enter()

    press(Qt.Key.Key_Delete)

    assert choice.answer() is None
    window.close()


def test_the_box_carries_the_fields_name(theme: Theme, field: Found) -> None:
    choice = Choice(field("info_given"), theme)

    spoken = QAccessible.queryAccessibleInterface(choice.entry())

    assert spoken.text(QAccessible.Text.Name) == "Information given"
    assert spoken.role() == QAccessible.Role.ComboBox
