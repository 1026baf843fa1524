"""How a person reads and types, on real vaults: what she set is so after the next lock."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from storage import settings
from tests.app.wiring.driving import Program
from tests.app.wiring.recording import record_someone
from ui.frame.keys_box import KeysBox
from ui.settings.letters_card import LettersCard
from ui.theme.theme import Theme

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def switch_letters_off(program: Program) -> None:
    """As a person does, in Settings."""
    program.press(Qt.Key.Key_8, ALT)
    card = program.window.findChild(LettersCard)
    card.box.click()
    program.wait(lambda: not program.theme.letters_act)


def test_a_letter_alone_does_nothing_on_a_row_once_switched_off(program: Program) -> None:
    program.unlock()
    record_someone(program, "Tansy Bramblewick")
    switch_letters_off(program)
    today = program.session.joined.today
    program.press(Qt.Key.Key_1, ALT)
    program.wait(lambda: today.model.counts["referral"] == 1)
    today.page.list.setFocus()

    program.press(Qt.Key.Key_O)
    program.press(Qt.Key.Key_Question, Qt.KeyboardModifier.ShiftModifier)
    program.press(Qt.Key.Key_Slash)

    assert not today.page.list.lone.is_word
    assert program.session.window.place == "today"
    assert not program.window.findChildren(KeysBox)
    assert not program.session.joined.palette.isVisible()


def test_words_are_typed_and_other_keys_act_all_the_same(program: Program) -> None:
    program.unlock()
    record_someone(program, "Tansy Bramblewick")
    switch_letters_off(program)

    program.press(Qt.Key.Key_K, CTRL)
    program.type("tansy/?")
    line = program.session.joined.palette.findChild(QLineEdit)
    assert line.text() == "tansy/?"

    program.press(Qt.Key.Key_Escape)
    program.press(Qt.Key.Key_3, ALT)
    assert program.session.window.place == "people"


def test_both_are_as_they_were_after_a_lock(
    start_program: Callable[[], Program], theme: Theme
) -> None:
    first = start_program()
    first.unlock()
    switch_letters_off(first)
    for _ in range(3):
        first.press(Qt.Key.Key_Equal, CTRL)
    first.wait(lambda: theme.text_scale == 1.3)
    kept = {"percent": 130, "letters": False}
    vault = first.session.desk.vault
    first.wait(
        lambda: vault.read(lambda r: settings.read(r.connection, "reading")).result() == kept
    )
    first.press(Qt.Key.Key_L, CTRL)
    # A fresh process begins with a fresh theme.
    theme.scale_text(1.0)
    theme.let_letters_act(on=True)

    start_program().unlock()

    assert theme.text_scale == 1.3
    assert not theme.letters_act
