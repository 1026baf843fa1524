from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from app.forms.definition import Field
from ui.forms.text import NumbersLine, TextBox, TextLine
from ui.theme.theme import Theme

Press = Callable[..., None]
Found = Callable[[str], Field]
Stack = Callable[..., QWidget]


def test_words_are_handed_on_and_a_blank_is_none(
    press: Press, theme: Theme, field: Found, stack: Stack
) -> None:
    line = TextLine(field("where_now"), theme)
    window = stack(line)
    line.enter()

    press("Ward 6")
    assert line.answer() == "Ward 6"
    line.show_answer("  ")
    assert line.answer() is None
    window.close()


def test_the_caret_goes_back_to_its_place(theme: Theme, field: Found, stack: Stack) -> None:
    box = TextBox(field("their_words"), theme)
    window = stack(box)
    box.show_answer("She said no")

    box.enter(4)

    assert box.caret() == 4
    box.enter(400)
    assert box.caret() == 11
    window.close()


def test_the_end_lies_behind_an_emoji_in_a_box_and_in_a_line(
    theme: Theme, field: Found, stack: Stack
) -> None:
    box, line = TextBox(field("their_words"), theme), TextLine(field("where_now"), theme)
    window = stack(box, line)
    for input in (box, line):
        input.show_answer("by the \U0001f33f gate")
        input.enter()
        assert input.caret() == 14

    box.enter(14)

    assert box.caret() == 14
    window.close()


def test_showing_the_same_words_keeps_what_can_be_undone(
    press: Press, theme: Theme, field: Found, stack: Stack
) -> None:
    box = TextBox(field("their_words"), theme)
    window = stack(box)
    box.enter()
    press("abc")

    box.show_answer("abc")
    entry = box.entry()
    assert isinstance(entry, QPlainTextEdit)
    entry.undo()

    assert box.answer() is None
    window.close()


def test_tab_leaves_the_box(press: Press, theme: Theme, field: Found, stack: Stack) -> None:
    box = TextBox(field("their_words"), theme)
    window = stack(box)
    box.enter()

    press("a", Qt.Key.Key_Tab)

    assert box.answer() == "a"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "after"
    window.close()


def test_the_box_is_as_high_as_its_words(theme: Theme, field: Found, stack: Stack) -> None:
    box = TextBox(field("free_text"), theme)
    window = stack(box)
    one = box.entry().height()

    box.show_answer("one\ntwo\nthree")

    assert box.entry().height() > 2 * one * 0.7
    assert one == theme.px(36)
    window.close()


def test_numbers_are_divided_by_commas_or_spaces(theme: Theme, field: Found, stack: Stack) -> None:
    line = NumbersLine(field("children_ages"), theme)
    window = stack(line)

    line.show_answer("6, 3 1")
    assert line.answer() == [6, 3, 1]
    line.show_answer([6, 3])
    assert line.typed() == "6, 3"
    line.show_answer("six")
    assert line.answer() == "six"
    window.close()


def test_the_box_has_the_fields_name_and_hint(theme: Theme, field: Found, stack: Stack) -> None:
    box = TextBox(field("their_words"), theme)
    window = stack(box)

    spoken = QAccessible.queryAccessibleInterface(box.entry())

    assert spoken.text(QAccessible.Text.Name) == "In their words"
    assert spoken.text(QAccessible.Text.Description) == "Quoted, kept apart from your view."
    window.close()
