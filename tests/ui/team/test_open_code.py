"""A code is shown for as long as it lets somebody in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.team.conftest import HOME, NOW_MS, Service
from ui.team.facts import Code, InvitationFacts, TeamFacts
from ui.team.view_model import TeamViewModel

CODE = Code("7F3A", NOW_MS + 1_000, HOME.id)
OLDER = InvitationFacts(b"o", "Hazel", "member", NOW_MS + 900)
MADE = InvitationFacts(b"m", "Juniper", "member", NOW_MS + 1_000)
Told = Callable[..., None]


@pytest.fixture
def told(model: TeamViewModel, service: Service, qtbot: QtBot) -> Told:
    """Lets the panel read that these invitations are open."""

    def told(*invitations: InvitationFacts) -> None:
        service.facts = TeamFacts((replace(HOME, invitations=invitations),))
        with qtbot.waitSignal(model.changed):
            model.refresh()

    return told


def test_a_code_that_was_used_is_not_there_to_be_read_out_again(
    model: TeamViewModel, told: Told
) -> None:
    told(OLDER)
    model.show_code(CODE)
    told(OLDER, MADE)
    assert model.shown_code == CODE

    told(OLDER)

    assert model.shown_code is None


def test_a_code_stays_while_another_one_is_used(model: TeamViewModel, told: Told) -> None:
    told(OLDER)
    model.show_code(CODE)
    told(OLDER, MADE)

    told(MADE)

    assert model.shown_code == CODE


def test_the_code_of_an_introduction_stays_whoever_joins(model: TeamViewModel, told: Told) -> None:
    model.show_code(replace(CODE, is_introduction=True))
    told(MADE)

    told()

    assert model.shown_code is not None
