"""Someone new makes a vault, on a PC of others or the first of all."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.errors import Refused
from tests.ui.unlocking.lock_screen import Screen, said_on, type_into, visible_labels
from ui.theme.theme import Theme


def test_two_different_new_passphrases_make_no_vault(screen: Screen, qtbot: QtBot) -> None:
    screen.page.someone.click()
    pane = screen.page.panes.newcomer
    type_into(qtbot, pane.name.editor, "Perpetua Finchley")
    type_into(qtbot, pane.new.passphrase.editor, "gravel tunnel pewter oblong")
    type_into(qtbot, pane.new.again.editor, "gravel tunnel pewter")
    pane.make_button.click()

    assert screen.made == []
    assert pane.new.again.problem == "The two are not the same."


def test_an_easy_passphrase_is_told_and_makes_no_vault(screen: Screen, qtbot: QtBot) -> None:
    screen.page.someone.click()
    pane = screen.page.panes.newcomer
    type_into(qtbot, pane.name.editor, "Perpetua Finchley")
    type_into(qtbot, pane.new.passphrase.editor, "password1234")
    type_into(qtbot, pane.new.again.editor, "password1234")
    qtbot.waitUntil(
        lambda: any("Too easy" in label.text() for label in visible_labels(screen.page))
    )
    pane.make_button.click()

    assert screen.made == []
    assert "Too easy" in pane.new.passphrase.problem


def test_a_good_one_typed_twice_makes_the_vault(screen: Screen, qtbot: QtBot) -> None:
    screen.page.someone.click()
    pane = screen.page.panes.newcomer
    type_into(qtbot, pane.name.editor, "Perpetua Finchley")
    type_into(qtbot, pane.new.passphrase.editor, "gravel tunnel pewter oblong")
    type_into(qtbot, pane.new.again.editor, "gravel tunnel pewter oblong")
    qtbot.keyClick(pane.new.again.editor, Qt.Key.Key_Return)

    assert screen.made == [("Perpetua Finchley", "gravel tunnel pewter oblong")]


@pytest.fixture
def first(theme: Theme, qtbot: QtBot) -> Screen:
    """The page as it stands at the first start of all."""
    return Screen(theme, qtbot, users=())


def test_nobody_is_asked_for_where_nobody_can_be_chosen(first: Screen) -> None:
    assert "Who is here?" not in said_on(first)
    assert "Nobody has a vault here yet" in said_on(first)
    assert not first.page.panes.newcomer.back_button.isVisible()


@pytest.mark.parametrize("line", ["name", "passphrase", "again"])
def test_what_was_typed_too_early_is_told_until_one_types_anew(
    first: Screen, qtbot: QtBot, line: str
) -> None:
    pane = first.page.panes.newcomer
    lines = {"name": pane.name, "passphrase": pane.new.passphrase, "again": pane.new.again}
    first.page.tell(Refused("vault.typed_early"))
    assert "was not taken" in said_on(first)

    qtbot.keyClicks(lines[line].editor, "P")

    assert "was not taken" not in said_on(first)


def test_somebody_new_on_a_pc_of_others_can_go_back(theme: Theme, qtbot: QtBot) -> None:
    screen = Screen(theme, qtbot)
    screen.show_pane("newcomer")
    assert screen.page.panes.newcomer.back_button.isVisible()

    screen.page.panes.newcomer.back_button.click()

    assert screen.page.pane.isVisible()
    assert "Who is here?" in said_on(screen)
