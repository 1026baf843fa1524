"""Words typed from paper: completed when clear, and a wrong one told by its number."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.word_edit import WordEdit

WORDS = ("academic", "academy", "acid", "lantern", "marrow")


@pytest.fixture
def edit(theme: Theme, qtbot: QtBot) -> WordEdit:
    edit = WordEdit(theme, count=20)
    qtbot.addWidget(edit)
    edit.know(WORDS)
    return edit


def test_a_blank_completes_what_only_one_word_begins_with(edit: WordEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(edit, "lant MARR acad acid ")

    assert edit.toPlainText() == "lantern marrow acad acid "


def test_how_far_it_is_and_which_word_is_wrong(edit: WordEdit, qtbot: QtBot) -> None:
    told: list[str] = []
    edit.told.connect(told.append)

    qtbot.keyClicks(edit, "acid lan")
    assert told[-1] == "2 of 20 words"
    qtbot.keyClicks(edit, "e ")
    assert told[-1] == "Word 2 is not one that shares are made of."


def test_what_was_typed_is_gone_for_good(edit: WordEdit, qtbot: QtBot) -> None:
    qtbot.keyClicks(edit, "acid marrow ")

    edit.forget()
    edit.undo()

    assert edit.toPlainText() == ""


def test_a_book_pasted_into_it_is_cut(edit: WordEdit) -> None:
    edit.setPlainText("acid " * 10_000)

    assert len(edit.toPlainText()) <= 2_000


def test_four_letters_are_enough_for_the_last_word_too(theme: Theme, qtbot: QtBot) -> None:
    edit = WordEdit(theme, count=3)
    qtbot.addWidget(edit)
    edit.know(["academic", "acid", "acne", "fumes"])

    qtbot.keyClicks(edit, "acad ACNE fume")

    assert edit.written() == "academic ACNE fumes"
    edit.forget()
    assert edit.written() == ""
    qtbot.keyClicks(edit, "acid ac")
    assert edit.written() == "acid ac"
