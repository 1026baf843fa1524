from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from app.forms.lists import Code
from ui.forms.word_search import WordSearch, ranked

LABELS = ("Scald or burn", "Burn", "Sunburn", "Bruise")
CODES = (Code("none", "None", letter="N"), Code("one", "For one", letter="O"), Code("no", "Not"))


def test_the_start_of_a_label_comes_before_a_word_and_a_word_before_its_inside() -> None:
    assert ranked("burn", LABELS) == ["Burn", "Scald or burn", "Sunburn"]


@given(st.text(max_size=12))
def test_all_that_is_found_holds_what_was_typed(typed: str) -> None:
    assert all(" ".join(typed.lower().split()) in label.lower() for label in ranked(typed, LABELS))


def test_the_same_letter_again_goes_on_to_the_next(qapp: QCoreApplication) -> None:
    search = WordSearch(CODES)

    assert search.type("n", current=None) == "none"
    assert search.type("n", current="none") == "no"


def test_a_pause_begins_a_new_search(qtbot: QtBot) -> None:
    search = WordSearch(CODES)
    assert search.type("n", current=None) == "none"

    qtbot.waitUntil(lambda: not search.is_under_way, timeout=3000)

    assert search.type("f", current="none") == "one"


def test_letters_that_fit_nothing_find_nothing(qapp: QCoreApplication) -> None:
    assert WordSearch(CODES).type("q", current=None) is None


def test_words_that_go_on_behind_a_label_still_find_it(qapp: QCoreApplication) -> None:
    search, found = WordSearch(CODES), None
    for letter in "for one ward":
        found = search.type(letter, current=found)

    assert found == "one"
