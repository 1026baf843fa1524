"""A lead introduces her team to another in the window, with a real service between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from app.ports.introducing import Introducing
from storage.keys import FLOOR
from storage.making import make_vault
from storage.spaces.store import VaultSpaces
from sync.founding import Wish
from sync.introducing import offer
from sync.runner import SyncLane
from tests.app.wiring.driving import Program
from tests.app.wiring.sync.desktops import open_boxes, set_up
from tests.app.wiring.team.teams import team_of
from tests.sync.conftest import RunningService
from ui.boxes.ask_box import AskBox
from ui.team.introducing import CompareTeamBox
from ui.team.kept_as import KIND
from ui.team.others import OthersFacts
from ui.team.others_card import END_TEAM, OFFER, SAY_KIND, TAKE


@pytest.fixture
def code(service: RunningService, tmp_path: Path) -> Iterator[str]:
    """What a lead of a practice reads out."""
    given = {"name": "Sorrel Ashgate", "passphrase": "seven wrens nest in the yew"}
    vault = make_vault(tmp_path / "sorrel", **given, training=True, calibrate=lambda: FLOOR)
    wish = Introducing(b"", 0, is_offer=False, is_at_once=False)
    with vault, SyncLane(VaultSpaces(vault)) as lane:
        lane.found(Wish("Ashgate Surgery", service.url)).result()
        yield lane.introducing(partial(offer, wish=wish, phone="01632 960001")).result()


def others(program: Program) -> OthersFacts:
    space = team_of(program).model.space
    return OthersFacts() if space is None else space.others


def box_of(program: Program, what: str, about: object = None) -> AskBox:
    team_of(program).do(what, about)
    box = open_boxes(program)[-1]
    assert isinstance(box, AskBox)
    return box


def test_a_team_is_kept_once_its_code_was_typed_and_the_words_compared(
    code: str, service: RunningService, desktop_of: Callable[[str], Program]
) -> None:
    wren = desktop_of("Wren Pepperday")
    set_up(wren, service)
    wren.wait(lambda: team_of(wren).model.space is not None)
    asking = box_of(wren, TAKE)
    asking.findChildren(QLineEdit)[0].setText(code)
    asking.ask()
    wren.wait(lambda: any(isinstance(each, CompareTeamBox) for each in open_boxes(wren)))
    box = open_boxes(wren)[-1]
    assert isinstance(box, CompareTeamBox)
    wren.wait(lambda: bool(box.words))
    assert (box.name.text(), box.phone.text()) == ("Ashgate Surgery", "01632 960001")
    box.name.setText("The surgery")
    box.fields[KIND].input.show_answer("gp_practice")
    box.ask()
    wren.wait(lambda: [each.name for each in others(wren).teams] == ["The surgery"])
    wren.wait(lambda: others(wren).teams[0].kind == "gp_practice")
    assert others(wren).under_way == ()

    change = box_of(wren, SAY_KIND, others(wren).teams[0])
    change.fields[KIND].input.show_answer("idva")
    change.ask()
    wren.wait(lambda: others(wren).teams[0].kind == "idva")

    box_of(wren, END_TEAM, others(wren).teams[0]).ask()
    wren.wait(lambda: others(wren).teams[0].is_closed)
    box_of(wren, OFFER).ask()
    wren.wait(lambda: team_of(wren).model.shown_code is not None)
