"""The lock screen of a PC on which nobody has a vault."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.errors import Refused
from tests.ui.unlocking.test_page import Screen, visible_labels
from ui.theme.theme import Theme


@pytest.fixture
def first(theme: Theme, qtbot: QtBot) -> Screen:
    """The page as it stands at the first start of all."""
    return Screen(theme, qtbot, users=())


def shown(screen: Screen) -> str:
    return " ".join(label.text() for label in visible_labels(screen.page))


def test_nobody_is_asked_for_where_nobody_can_be_chosen(first: Screen) -> None:
    assert "Who is here?" not in shown(first)
    assert "Nobody has a vault here yet" in shown(first)
    assert not first.page.panes.newcomer.back_button.isVisible()


@pytest.mark.parametrize("line", ["name", "passphrase", "again"])
def test_what_was_typed_too_early_is_told_until_one_types_anew(
    first: Screen, qtbot: QtBot, line: str
) -> None:
    pane = first.page.panes.newcomer
    lines = {"name": pane.name, "passphrase": pane.new.passphrase, "again": pane.new.again}
    first.page.tell(Refused("vault.typed_early"))
    assert "was not taken" in shown(first)

    qtbot.keyClicks(lines[line].editor, "P")

    assert "was not taken" not in shown(first)


def test_somebody_new_on_a_pc_of_others_can_go_back(theme: Theme, qtbot: QtBot) -> None:
    screen = Screen(theme, qtbot)
    screen.show_pane("newcomer")
    assert screen.page.panes.newcomer.back_button.isVisible()

    screen.page.panes.newcomer.back_button.click()

    assert screen.page.pane.isVisible()
    assert "Who is here?" in shown(screen)
