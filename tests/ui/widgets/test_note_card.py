from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.theme.theme import Theme
from ui.widgets.note_card import NoteCard


def test_a_note_shows_its_last_sentence_apart_and_is_copied_whole(
    qtbot: QtBot, theme: Theme
) -> None:
    card = NoteCard("Copy note", "Clears after 10 s.", theme)
    qtbot.addWidget(card)

    card.show_note("Seen today. Hide it.", strong="Hide it.")

    assert [each.text() for each in card.findChildren(QLabel)][:2] == ["Seen today.", "Hide it."]
    with qtbot.waitSignal(card.copy_wanted) as copied:
        card.copy.click()
    assert copied.args == ["Seen today. Hide it."]


def test_a_note_without_that_sentence_is_shown_as_it_is(qtbot: QtBot, theme: Theme) -> None:
    card = NoteCard("Copy note", "", theme)
    qtbot.addWidget(card)
    card.show_note("Seen today.", strong="Hide it.")
    assert [each.text() for each in card.findChildren(QLabel)][:2] == ["Seen today.", ""]

    card.show_note("")
    assert card.isHidden()
