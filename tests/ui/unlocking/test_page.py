"""The lock screen by keys, and at 200 %."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.errors import Refused
from tests.ui.unlocking.lock_screen import TODAY, USERS, Screen, visible_labels
from ui.theme.theme import Theme
from ui.unlocking.forgotten_pane import ForgottenPane
from ui.unlocking.newcomer_pane import ElsewherePane
from ui.unlocking.user_rows import last_here

PANES = ("pane", "newcomer", "elsewhere", "restoring", "forgotten", "none", "new")


def test_typing_and_enter_unlock_and_leave_nothing_in_the_field(
    screen: Screen, qtbot: QtBot
) -> None:
    qtbot.keyClicks(screen.page.pane.field, "copper lantern")
    qtbot.keyClick(screen.page.pane.field, Qt.Key.Key_Return)

    assert screen.tries == [("a", "copper lantern")]
    assert screen.page.pane.field.text() == ""
    assert not screen.page.pane.field.isUndoAvailable()


def test_the_arrows_choose_who_is_here(screen: Screen, qtbot: QtBot) -> None:
    row = screen.page.users.rows[0]
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Down)

    assert screen.model.chosen == USERS[1]
    assert screen.page.users.rows[1].isChecked()


def test_the_arrows_choose_from_the_empty_passphrase_too(screen: Screen, qtbot: QtBot) -> None:
    field, rows = screen.page.pane.field, screen.page.users.rows
    screen.page.take_focus()

    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert [row.isChecked() for row in rows][:2] == [False, True]
    assert field.hasFocus()

    qtbot.keyClicks(field, "wren")
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert rows[1].isChecked()
    assert field.text() == "wren"


def test_a_click_or_enter_on_a_name_leads_to_the_passphrase(screen: Screen, qtbot: QtBot) -> None:
    first, second = screen.page.users.rows
    field = screen.page.pane.field

    first.setFocus()
    qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert screen.model.chosen == USERS[1]
    assert screen.page.focusWidget() is field

    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert screen.model.chosen == USERS[0]
    assert screen.page.focusWidget() is field
    assert screen.tries == []


def test_what_is_typed_on_a_button_goes_into_the_passphrase(screen: Screen, qtbot: QtBot) -> None:
    field = screen.page.pane.field
    for widget in (screen.page.someone, screen.page.users.rows[0]):
        field.forget()
        widget.setFocus()
        for letter in "a b":
            qtbot.keyClicks(screen.page.focusWidget(), letter)

        assert field.text() == "a b"
        assert field.isVisible()


def test_tab_goes_from_the_new_passphrase_to_the_same_once_more(
    screen: Screen, qtbot: QtBot
) -> None:
    screen.page.someone.click()
    pane = screen.page.panes.newcomer
    pane.new.passphrase.editor.setFocus()

    qtbot.keyClick(pane.new.passphrase.editor, Qt.Key.Key_Tab)
    assert screen.page.focusWidget() is pane.new.again.editor
    qtbot.keyClick(pane.new.again.editor, Qt.Key.Key_Tab)
    assert screen.page.focusWidget() is pane.make_button


def test_capital_letters_without_shift_tell_that_caps_lock_is_on(screen: Screen) -> None:
    field = screen.page.pane.field
    press(field, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not warns_of_caps_lock(screen.page)

    press(field, "A", Qt.KeyboardModifier.NoModifier)
    assert warns_of_caps_lock(screen.page)

    press(field, "a", Qt.KeyboardModifier.NoModifier)
    assert not warns_of_caps_lock(screen.page)


def test_the_eye_shows_and_hides(screen: Screen, qtbot: QtBot) -> None:
    field = screen.page.pane.field
    eye = field.findChild(QAbstractButton)
    assert eye is not None

    eye.click()
    assert field.echoMode() == QLineEdit.EchoMode.Normal
    field.forget()
    assert field.echoMode() == QLineEdit.EchoMode.Password


def test_a_demo_tells_its_passphrase_and_nothing_else_does(theme: Theme, qtbot: QtBot) -> None:
    demo, real = Screen(theme, qtbot, shown="willow tin"), Screen(theme, qtbot)

    assert any("willow tin" in label.text() for label in visible_labels(demo.page))
    assert not any("assphrase:" in label.text() for label in visible_labels(real.page))


def test_the_card_is_as_drawn(screen: Screen, qtbot: QtBot) -> None:
    qtbot.waitExposed(screen.page)
    card = screen.page.users.parentWidget()
    while card is not None and card.property("role") != "lock":
        card = card.parentWidget()

    assert card is not None
    assert abs(card.width() - 788) <= 2
    assert abs(card.height() - 424) <= 2
    assert abs(screen.page.pane.unlock_button.height() - 44) <= 2


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("pane", PANES)
def test_no_words_are_cut_off(theme: Theme, qtbot: QtBot, scale: float, pane: str) -> None:
    theme.scale_text(scale)
    screen = Screen(theme, qtbot)
    page = screen.page
    page.resize(1366, 688)
    screen.show_pane(pane)

    assert [label.text() for label in visible_labels(page) if is_cut(label)] == []
    assert page.menu.isVisible() is (scale == 2.0)


@pytest.mark.parametrize("pane", PANES)
def test_tab_goes_round_all_that_is_shown_both_ways(
    screen: Screen, qtbot: QtBot, pane: str
) -> None:
    screen.show_pane(pane)
    shown = {
        each
        for each in screen.page.findChildren(QWidget)
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    }
    # Of a group of choices Tab reaches the one that is made; arrows go to the others.
    shown -= {each for each in shown if isinstance(each, QRadioButton) and not each.isChecked()}

    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        reached = set()
        for _ in range(len(shown) + 1):
            focused = screen.page.focusWidget()
            reached.add(focused)
            qtbot.keyClick(focused, key)
        assert [spoken_name(each) for each in shown - reached] == []


def test_hide_is_no_broader_than_its_words(screen: Screen) -> None:
    hide = screen.page.hide_button

    assert hide.width() <= hide.sizeHint().width()
    assert hide.geometry().right() > 1300


def test_every_control_has_a_spoken_name(screen: Screen) -> None:
    controls = [
        each
        for each in screen.page.findChildren(QWidget)
        if each.isVisible() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]

    assert controls
    assert [each for each in controls if not spoken_name(each)] == []


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (None, "Not here yet"),
        (TODAY, "Here today"),
        (date(2026, 11, 16), "Yesterday"),
        (date(2026, 11, 13), "Fri 13 Nov"),
        (date(2025, 11, 13), "Thu 13 Nov 2025"),
    ],
)
def test_the_last_visit_is_told_to_the_day(day: date | None, words: str) -> None:
    assert last_here(day, today=TODAY) == words


def press(field: QWidget, letter: str, modifier: Qt.KeyboardModifier) -> None:
    pressed = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, modifier, letter)
    QApplication.sendEvent(field, pressed)


def warns_of_caps_lock(page: QWidget) -> bool:
    return any("Caps Lock is on" in label.text() for label in visible_labels(page))


def is_cut(label: QLabel) -> bool:
    needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
    narrow = not label.wordWrap() and label.sizeHint().width() > label.width() + 1
    return narrow or needed > label.height() + 1


def spoken_name(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


def test_other_ways_in_are_made_when_they_are_wanted_and_forget_when_left(screen: Screen) -> None:
    page = screen.page
    assert page.findChildren(ElsewherePane) == page.findChildren(ForgottenPane) == []

    page.panes.show_elsewhere()
    line = page.panes.elsewhere.folder.findChild(QLineEdit)
    assert line is not None
    line.setText("X:/vaults/wren")
    page.panes.show_first()

    assert len(page.findChildren(ElsewherePane)) == 1
    assert line.text() == ""
    assert page.pane.isVisible()


def test_at_200_percent_what_went_wrong_is_brought_into_sight(
    theme: Theme, screen: Screen, qtbot: QtBot
) -> None:
    theme.scale_text(2.0)
    page = screen.page

    page.tell(Refused("vault.typed_early"))
    qtbot.waitUntil(lambda: any(each.maximum() for each in page.findChildren(QScrollBar)))

    (bar,) = [each for each in page.findChildren(QScrollBar) if each.maximum() > 0]
    qtbot.waitUntil(lambda: bar.value() > 0)
