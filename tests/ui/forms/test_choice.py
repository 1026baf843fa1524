from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.forms.definition import Field
from ui.forms.choice import Choice
from ui.forms.word_search import WordSearch
from ui.theme.theme import Theme

Press = Callable[..., None]
Found = Callable[[str], Field]
Stack = Callable[..., QWidget]


@pytest.mark.parametrize(
    ("name", "typed", "found"),
    [
        ("abuse_time", "c", "current"),
        ("consult_mode", "telephone", "telephone"),
        ("consult_mode", "In", "in_person"),
        ("abuse_time", "Past", "past_12m"),
        ("abuse_time", "suspected", "suspected_only"),
        ("info_given", "spoken", "verbal"),
        ("info_given", "card", "card_discreet"),
        ("safeguarding_action", "adult", "adult_referral"),
        ("safeguarding_action", "advice", "advice_sought"),
    ],
)
def test_a_word_typed_finds_its_answer_and_stays(
    press: Press, theme: Theme, field: Found, stack: Stack, name: str, typed: str, found: str
) -> None:
    choice, after = Choice(field(name), theme), Choice(field("setting_type"), theme)
    window = stack(choice, after)
    choice.enter()

    press(typed)

    assert choice.answer() == found
    assert QApplication.focusWidget() is choice.entry()
    assert after.answer() is None
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is after.entry()
    window.close()


def test_words_that_the_list_has_not_leave_it_blank_and_not_at_what_began_like_them(
    press: Press, theme: Theme, field: Found, stack: Stack
) -> None:
    choice = Choice(field("setting_type"), theme)
    window = stack(choice)
    told: list[object] = []
    choice.answered.connect(lambda _name, value: told.append(value))
    choice.show_answer("ed_adult")
    choice.enter()

    press("emery")

    assert told[-1] is None
    assert choice.answer() is None
    assert choice.entry().hasFocus()
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


def test_a_space_within_a_search_belongs_to_it(
    press: Press, theme: Theme, field: Found, stack: Stack
) -> None:
    choice = Choice(field("safeguarding_action"), theme)
    window = stack(choice)
    choice.enter()

    press("for both")

    assert choice.answer() == "both"
    assert QApplication.activePopupWidget() is None
    window.close()


def test_a_space_on_its_own_opens_the_list(
    press: Press, theme: Theme, field: Found, stack: Stack
) -> None:
    choice = Choice(field("safeguarding_action"), theme)
    window = stack(choice)
    choice.enter()

    press(" ")

    popup = QApplication.activePopupWidget()
    assert popup is not None
    assert choice.answer() is None
    popup.close()
    window.close()


def test_a_space_after_a_pause_within_a_sentence_opens_no_list(
    press: Press, theme: Theme, field: Found, stack: Stack, qtbot: QtBot
) -> None:
    choice = Choice(field("safeguarding_action"), theme)
    search = choice.findChild(WordSearch)
    window = stack(choice)
    choice.enter()
    assert search is not None

    press("both")
    qtbot.waitUntil(lambda: not search.is_under_way, timeout=3000)
    press(" ")

    assert QApplication.activePopupWidget() is None
    assert choice.answer() == "both"
    press(Qt.Key.Key_Up, " ")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    popup.close()
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
