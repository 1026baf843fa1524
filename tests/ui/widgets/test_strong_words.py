from __future__ import annotations

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.strong_words import StrongWords


def drawn(words: StrongWords) -> QImage:
    return words.grab().toImage()


def test_both_stand_on_one_line_where_it_has_room(qtbot: QtBot, theme: Theme) -> None:
    words = StrongWords(theme)
    qtbot.addWidget(words)

    words.show_words(strong="Safe.")
    line = words.heightForWidth(400)
    words.show_words(strong="Safe.", text="Their own number")

    assert words.text() == "Safe. Their own number"
    assert words.heightForWidth(400) == line
    assert words.heightForWidth(60) > line


def test_the_first_words_are_drawn_stronger(qtbot: QtBot, theme: Theme) -> None:
    words = StrongWords(theme)
    qtbot.addWidget(words)
    words.resize(300, 30)

    words.show_words(strong="Safe", text="now")
    strong = drawn(words)
    words.show_words(strong="", text="Safe now")

    assert words.text() == "Safe now"
    assert drawn(words) != strong
