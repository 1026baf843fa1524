"""A lead's panel on a real vault with a real service: codes, newcomers, words, a second space."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from app.errors import Untrusted
from app.wiring.team.apart import found_beside
from storage.spaces.store import VaultSpaces
from sync.founding import Wish
from tests.app.wiring.driving import Program
from tests.app.wiring.sync.desktops import invited, open_boxes, set_up
from tests.app.wiring.team.teams import exchange, exchange_anew, team_of
from tests.sync.conftest import RunningService
from ui.team.cards import CANCEL, KNOWN, WORDS
from ui.team.comparing import WordsBox
from ui.team.deciding import AdmitBox
from ui.team.facts import DeviceFacts, PersonFacts
from ui.team.panel import NEW_SPACE
from ui.team.people_card import ADMIT, CUT_OFF


@pytest.fixture
def wren(service: RunningService, desktop_of: Callable[[str], Program]) -> Program:
    wren = desktop_of("Wren Pepperday")
    set_up(wren, service)
    return wren


def people(program: Program) -> tuple[PersonFacts, ...]:
    space = team_of(program).model.space
    return () if space is None else space.people


def devices(program: Program) -> list[DeviceFacts]:
    return [each for person in people(program) for each in person.devices]


def test_who_joins_in_the_room_is_named_to_the_lead_until_she_knows_them(
    wren: Program, desktop_of: Callable[[str], Program], service: RunningService
) -> None:
    team, linnet = team_of(wren), desktop_of("Linnet Marrowby")
    joined = linnet.session.joined.sync.join(invited(wren), service.url)
    linnet.wait(joined.done)
    assert joined.exception() is None

    exchange(wren)
    wren.wait(lambda: team.model.space is not None and bool(team.model.space.joined))
    space = team.model.space
    assert space is not None
    assert [each.person for each in space.joined] == ["Linnet Marrowby"]
    assert [each.name for each in space.people] == ["Wren Pepperday", "Linnet Marrowby"]
    item = wren.session.window.rail.items["sync"]
    assert item.count == 1

    team.do(KNOWN)

    wren.wait(lambda: team.model.space is not None and not team.model.space.joined)
    assert item.count == 0


def test_in_a_narrow_window_a_button_leads_to_the_team_and_escape_back(wren: Program) -> None:
    window, sync = wren.session.window, wren.session.joined.sync
    wren.wait(lambda: team_of(wren).model.space is not None)
    window.show_place("sync")
    assert not sync.page.team_button.isVisible()
    window.resize(1024, 688)
    wren.wait(lambda: sync.page.team_button.isVisible())
    assert not sync.panel.isVisible()

    sync.page.team_button.click()

    wren.wait(lambda: sync.panel.isVisible() and sync.panel.growth.is_done)
    wren.wait(lambda: sync.panel.isAncestorOf(window.focusWidget()))
    wren.press(Qt.Key.Key_Escape)
    wren.wait(lambda: not sync.panel.isVisible())


def test_an_open_code_is_listed_and_can_be_ended(wren: Program) -> None:
    team = team_of(wren)
    invited(wren)
    wren.wait(lambda: team.model.space is not None and len(team.model.space.invitations) == 1)
    space = team.model.space
    assert space is not None
    assert (space.invitations[0].name, space.invitations[0].role) == ("", "member")

    team.do(CANCEL, space.invitations[0].id)

    wren.wait(lambda: team.model.space is not None and not team.model.space.invitations)
    assert team.model.shown_code is None


def test_who_joins_at_a_distance_is_admitted_by_words_and_cut_off_again(
    wren: Program, desktop_of: Callable[[str], Program], service: RunningService
) -> None:
    team, linnet = team_of(wren), desktop_of("Linnet Marrowby")
    theirs, sync = team_of(linnet), linnet.session.joined.sync
    joined = sync.join(invited(wren, at_distance=True), service.url)
    linnet.wait(joined.done)
    assert joined.exception() is None
    exchange_anew(linnet)
    linnet.wait(lambda: len(theirs.model.own_words) == 6)

    exchange(wren)
    wren.wait(lambda: any(each.is_waiting for each in devices(wren)))
    (person,) = [each for each in people(wren) if not each.is_you]
    team.do(ADMIT, (person, person.devices[0]))
    (box,) = open_boxes(wren)
    wren.wait(box.verb.isEnabled)
    assert isinstance(box, AdmitBox)
    assert box.words == theirs.model.own_words
    box.ask()
    wren.wait(lambda: not any(each.is_waiting for each in devices(wren)))
    exchange(linnet)
    linnet.wait(lambda: "Wren Pepperday" in [each.name for each in people(linnet)])

    (person,) = [each for each in people(wren) if not each.is_you]
    team.do(CUT_OFF, (person, person.devices[0]))
    open_boxes(wren)[0].ask()
    wren.wait(lambda: [each.is_you for each in people(wren)] == [True])
    space = team.model.space
    assert space is not None and len(space.former) == 1


def test_the_words_of_the_log_are_shown_as_far_as_this_pc_has_read(wren: Program) -> None:
    team, sync = team_of(wren), wren.session.joined.sync.model
    wren.wait(lambda: not sync.is_running and sync.facts.reached_ms is not None)

    team.do(WORDS)

    (box,) = open_boxes(wren)
    assert isinstance(box, WordsBox)
    wren.wait(lambda: box.same.isVisible())
    assert int(box.number.text()) >= 1
    box.close_overlay()


def test_a_space_for_named_people_is_made_beside_the_home(wren: Program) -> None:
    team = team_of(wren)
    wren.wait(lambda: team.model.space is not None)
    team.do(NEW_SPACE)
    (box,) = open_boxes(wren)
    box.findChildren(QLineEdit)[0].setText("Case 12")
    box.ask()

    wren.wait(lambda: len(team.model.facts.spaces) == 2)
    space = team.model.space
    assert space is not None
    assert (space.title, space.is_home, space.is_lead) == ("Case 12", False, True)
    assert [each.name for each in space.people] == ["Wren Pepperday"]


def test_another_service_in_its_place_is_not_given_the_space(
    wren: Program, service: RunningService
) -> None:
    lane, spaces = wren.session.joined.sync.lane, VaultSpaces(wren.session.joined.desk.vault)
    known = spaces.space(spaces.spaces()[0]).load().service
    other = type(known)(known.url, b"k" * 32, known.pins)

    with pytest.raises(Untrusted) as refused:
        found_beside(lane, Wish("Case 12", service.url), other)

    assert refused.value.code == "exchange.other_words"
