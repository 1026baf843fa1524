"""Settings, Team: a lead adds a choice, and every list that is asked from then on has it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.forms.lists import load_list
from app.forms.local import Local, put_in_force
from app.usecases.settings import team_settings
from tests.app.wiring.driving import Program
from ui.settings.team_box import TeamBox
from ui.settings.team_cards import TeamCards


@pytest.fixture(autouse=True)
def _what_is_shipped_holds_again() -> Iterator[None]:
    yield
    put_in_force(Local())


def test_a_choice_added_by_keys_is_offered_and_stands_after_the_next_unlock(
    program: Program, folder: Path
) -> None:
    program.unlock()
    program.press(Qt.Key.Key_8, Qt.KeyboardModifier.AltModifier)
    joined = program.session.joined
    joined.settings.go_to("team", "")
    program.wait(lambda: bool(joined.settings.page.findChildren(TeamCards)))
    cards = joined.settings.page.findChild(TeamCards)
    program.wait(lambda: cards.cards["setting_code"].add.isVisible())
    cards.cards["setting_code"].add.click()
    program.wait(lambda: bool(program.window.findChildren(TeamBox)))
    box = program.window.findChild(TeamBox)
    for name, value in (
        *(("list", "triggers"), ("code", "Dog bite"), ("label", "Dog bite"), ("offered", "yes")),
    ):
        box.editors[name].show_answer(value)
    box.ask()
    program.wait(lambda: bool(box.fields["code"].problem))
    box.editors["code"].show_answer("dog_bite")
    box.ask()
    program.wait(lambda: load_list("triggers").label("dog_bite") == "Dog bite")
    program.wait(lambda: not program.window.findChildren(TeamBox))
    found = program.session.desk.vault.read(team_settings.settings).result()
    assert [each.fields["code"] for each in found] == ["dog_bite"]
