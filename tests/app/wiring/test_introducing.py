"""Two leads introduce their teams in the window, with a real service between them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit

from tests.app.wiring.driving import Program
from tests.app.wiring.test_syncing import desktop_of, open_boxes, service, set_up
from tests.app.wiring.test_team import exchange, team_of
from tests.sync.conftest import RunningService
from ui.boxes.ask_box import AskBox
from ui.team.introducing import CompareTeamBox
from ui.team.others import OthersFacts
from ui.team.others_card import COMPARE, END_TEAM, OFFER, TAKE

_ = (desktop_of, service)


@pytest.fixture
def two(service: RunningService, desktop_of: Callable[[str], Program]) -> tuple[Program, Program]:
    wren, sorrel = desktop_of("Wren Pepperday"), desktop_of("Sorrel Ashgate")
    for each in (wren, sorrel):
        set_up(each, service)
    return wren, sorrel


def others(program: Program) -> OthersFacts:
    space = team_of(program).model.space
    return OthersFacts() if space is None else space.others


def box_of(program: Program, what: str, about: object = None) -> AskBox:
    team_of(program).do(what, about)
    box = open_boxes(program)[-1]
    assert isinstance(box, AskBox)
    return box


def test_a_code_is_read_out_words_are_compared_and_both_keep_the_other(
    two: tuple[Program, Program],
) -> None:
    wren, sorrel = two
    box_of(wren, OFFER).ask()
    wren.wait(lambda: team_of(wren).model.shown_code is not None)
    code = team_of(wren).model.shown_code
    assert code is not None and len(code.groups) == 7

    asking = box_of(sorrel, TAKE)
    asking.findChildren(QLineEdit)[0].setText(code.letters)
    asking.ask()
    sorrel.wait(lambda: any(isinstance(each, CompareTeamBox) for each in open_boxes(sorrel)))
    theirs = open_boxes(sorrel)[-1]
    assert isinstance(theirs, CompareTeamBox)
    sorrel.wait(lambda: bool(theirs.words))
    exchange(wren)
    wren.wait(lambda: any(each.is_answered for each in others(wren).under_way))
    ours = box_of(wren, COMPARE, others(wren).under_way[0])
    assert isinstance(ours, CompareTeamBox)
    wren.wait(lambda: bool(ours.words))
    assert ours.words == theirs.words
    for program, box in ((wren, ours), (sorrel, theirs)):
        box.name.setText("The other team")
        box.ask()
        program.wait(lambda p=program: [e.name for e in others(p).teams] == ["The other team"])
        assert others(program).under_way == ()

    box_of(wren, END_TEAM, others(wren).teams[0]).ask()
    wren.wait(lambda: others(wren).teams[0].is_closed)
