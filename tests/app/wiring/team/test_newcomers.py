"""Who has just unlocked is told of a newcomer beside Today's rows, not over them."""

from __future__ import annotations

import pytest

from tests.app.wiring.driving import Program
from tests.app.wiring.team.teams import team_of


@pytest.fixture
def wren(program: Program) -> Program:
    program.unlock()
    program.window.resize(1366, 688)
    program.session.window.toast.hide()
    return program


def test_only_what_happens_meanwhile_is_said_over_the_page(wren: Program) -> None:
    toast, model = wren.session.window.toast, team_of(wren).model

    model.joined.emit(True)
    assert toast.isHidden()

    model.joined.emit(False)
    assert toast.isVisible() and toast.accessibleName().startswith("Somebody has joined")


def test_where_there_is_no_rail_it_is_said_at_once(wren: Program) -> None:
    wren.theme.scale_text(2.0)
    assert wren.session.window.rail.isHidden()

    team_of(wren).model.joined.emit(True)

    assert wren.session.window.toast.isVisible()
