"""The panel of the team: who is in it, what a lead may do, and where the focus stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Look, Show
from tests.ui.team.conftest import (
    APART,
    HEARD,
    HOME,
    LINNET,
    NOW_MS,
    QUIET,
    WORDS,
    WREN,
    Service,
)
from ui.team.facts import Code, PersonFacts, TeamFacts
from ui.team.panel import INVITE, TeamPanel
from ui.team.people_card import CUT_OFF, ROLE
from ui.team.view_model import TeamViewModel
from ui.theme.theme import Theme
from ui.widgets.choice_box import ChoiceBox


@pytest.fixture
def panel(model: TeamViewModel, theme: Theme, show: Show) -> Iterator[TeamPanel]:
    panel = TeamPanel(model, theme)
    panel.resize(352, 636)
    show(panel)
    yield panel


def texts(widget: TeamPanel) -> list[str]:
    widget.growth.finish()
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def button(widget: TeamPanel, spoken: str) -> QAbstractButton:
    widget.growth.finish()
    found = [b for b in widget.findChildren(QAbstractButton) if b.accessibleName() == spoken]
    return next(each for each in found if each.isVisible())


def buttons(widget: TeamPanel) -> set[str]:
    widget.growth.finish()
    return {b.accessibleName() for b in widget.findChildren(QAbstractButton) if b.isVisible()}


def tell(model: TeamViewModel, service: Service, qtbot: QtBot, facts: TeamFacts) -> None:
    service.facts = facts
    with qtbot.waitSignal(model.changed):
        model.refresh()


def test_it_names_people_with_their_roles_and_what_was_heard_of_each_pc(panel: TeamPanel) -> None:
    shown = set(texts(panel))

    assert {"Wren Pepperday, you", "Leads the team", "Linnet Marrowby", "Member"} <= shown
    assert "This one · added 18 Oct" in shown
    assert "Last heard today 09:05" in shown
    assert "Silent 9 days, may hold what was not sent" in shown


def test_a_lead_is_offered_what_only_a_lead_may_do(
    panel: TeamPanel, model: TeamViewModel, service: Service, qtbot: QtBot
) -> None:
    leads = {"Invite", "Role of Linnet Marrowby", "Cut off Laptop 2 of Linnet Marrowby"}
    everyone = {"Another PC of mine", "Compare six words", "A space for named people"}
    assert leads | everyone <= buttons(panel)
    assert not any("WGH-ED-07" in each for each in buttons(panel))

    tell(model, service, qtbot, TeamFacts((replace(HOME, is_lead=False, joined=()),)))

    assert not leads & buttons(panel)
    assert everyone <= buttons(panel)


def test_a_ward_pc_has_six_words_to_compare_and_no_role_to_be_given(
    panel: TeamPanel, model: TeamViewModel, service: Service, qtbot: QtBot
) -> None:
    door = replace(QUIET, id=b"d", pc="Fernhollow ward", role="writer")
    ward = PersonFacts("Fernhollow", is_you=False, devices=(door,))
    tell(model, service, qtbot, TeamFacts((replace(HOME, people=(*HOME.people, ward)),)))

    named = buttons(panel)
    for what in ("Six words of", "Cut off"):
        assert f"{what} Fernhollow ward of Fernhollow" in named
    assert "Role of Fernhollow" not in named


def test_what_is_asked_names_the_person_and_the_pc(panel: TeamPanel) -> None:
    asked: list[Any] = []
    panel.asked.connect(lambda what, about: asked.append((what, about)))

    for spoken in ("Invite", "Role of Linnet Marrowby", "Cut off Laptop 2 of Linnet Marrowby"):
        button(panel, spoken).click()

    assert asked == [(INVITE, None), (ROLE, LINNET), (CUT_OFF, (LINNET, QUIET))]


def test_a_code_is_shown_until_it_runs_out(
    panel: TeamPanel, model: TeamViewModel, qtbot: QtBot
) -> None:
    code = Code("7F3A-91C2-0B5E-D418-AAAA-BBBB-CCCC", NOW_MS + 900_000, HOME.id)
    model.show_code(code)
    assert "Read it to them in the room. It works once, until today 10:20." in texts(panel)
    named = [each.accessibleName() for each in panel.findChildren(QWidget)]
    assert "Code: 7F3A 91C2 0B5E D418 AAAA BBBB CCCC" in named

    model.show_code(replace(code, until_ms=NOW_MS))

    assert not any("It works once" in each for each in texts(panel))


def test_who_joined_in_the_room_is_named_to_a_lead(panel: TeamPanel) -> None:
    told = " ".join(texts(panel))

    assert "Robin Saltmarsh joined on Laptop 9, today 09:05." in told
    assert "I know them" in buttons(panel)


def test_a_ward_pc_that_joined_is_not_said_to_read(
    panel: TeamPanel, model: TeamViewModel, service: Service, qtbot: QtBot
) -> None:
    ward = replace(HOME.joined[0], person="Fernhollow ward", pc="Fernhollow ward", is_door=True)
    tell(model, service, qtbot, TeamFacts((replace(HOME, joined=(ward,)),)))
    told = " ".join(texts(panel))
    assert "it reads nothing" in told
    assert "can read everything" not in told

    tell(model, service, qtbot, TeamFacts((replace(HOME, joined=(ward, *HOME.joined)),)))

    told = " ".join(texts(panel))
    assert told.index("it can read everything here") < told.index("Fernhollow ward joined")


def test_the_focus_stays_where_it_was_when_the_facts_change(
    panel: TeamPanel, model: TeamViewModel, service: Service, qtbot: QtBot
) -> None:
    button(panel, "Compare six words").setFocus()

    tell(model, service, qtbot, TeamFacts((replace(HOME, joined=()),)))

    panel.growth.finish()
    focused = panel.focusWidget()
    assert focused is not None and focused.accessibleName() == "Compare six words"


def test_when_a_pc_was_heard_of_changes_words_alone(
    panel: TeamPanel, model: TeamViewModel, service: Service, qtbot: QtBot
) -> None:
    before = button(panel, "Cut off Laptop 5 of Linnet Marrowby")
    heard = replace(HEARD, heard_ms=NOW_MS)
    linnet = replace(LINNET, devices=(heard, QUIET))

    tell(model, service, qtbot, TeamFacts((replace(HOME, people=(WREN, linnet)),)))

    assert "Last heard today 10:05" in texts(panel)
    assert button(panel, "Cut off Laptop 5 of Linnet Marrowby") is before
    asked: list[Any] = []
    panel.asked.connect(lambda _what, about: asked.append(about))
    before.click()
    assert asked == [(linnet, heard)]


def test_a_team_of_twelve_is_made_in_many_turns_of_few_parts(
    panel: TeamPanel, model: TeamViewModel, service: Service, qtbot: QtBot
) -> None:
    people = tuple(
        replace(
            LINNET,
            name=f"Person {n}",
            devices=(replace(HEARD, id=b"%d" % n), replace(QUIET, id=b"q%d" % n)),
        )
        for n in range(12)
    )
    tell(model, service, qtbot, TeamFacts((replace(HOME, people=(WREN, *people)),)))
    made = [len(panel.findChildren(QWidget))]
    while panel.growth.step():
        made.append(len(panel.findChildren(QWidget)))

    assert made[-1] > 150
    assert max(after - before for before, after in pairwise(made)) < 30
    assert "Person 11" in texts(panel)


def test_another_space_is_chosen_from_a_list_and_says_that_it_is_apart(
    panel: TeamPanel, model: TeamViewModel, service: Service, qtbot: QtBot
) -> None:
    tell(model, service, qtbot, TeamFacts((HOME, APART)))
    panel.growth.finish()
    box = panel.findChild(ChoiceBox)
    assert box is not None

    box.setCurrentIndex(1)
    box.activated.emit(1)

    assert "Apart from the team · Case 12" in texts(panel)
    assert "Linnet Marrowby" not in texts(panel)


def test_a_pc_that_waits_shows_the_words_to_read_out(
    panel: TeamPanel, model: TeamViewModel, service: Service, qtbot: QtBot
) -> None:
    tell(model, service, qtbot, TeamFacts((replace(HOME, is_lead=False, waits=b"a"),)))

    qtbot.waitUntil(lambda: model.own_words == WORDS)
    assert "Waiting to be admitted" in texts(panel)
    named = [each.accessibleName() for each in panel.findChildren(QWidget)]
    assert f"Six words: {' '.join(WORDS)}" in named


def test_without_a_space_it_says_what_one_is(
    panel: TeamPanel, model: TeamViewModel, service: Service, qtbot: QtBot
) -> None:
    tell(model, service, qtbot, TeamFacts())

    assert "Your team" in texts(panel)
    assert not buttons(panel)


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_words_are_cut_off(
    panel: TeamPanel,
    model: TeamViewModel,
    service: Service,
    theme: Theme,
    qtbot: QtBot,
    clipped: Look,
    scale: float,
) -> None:
    theme.scale_text(scale)
    panel.resize(theme.px(352), 636)
    gone = replace(QUIET, removed_ms=NOW_MS)
    copied = ("Linnet Marrowby, Laptop 2", "Tansy Bramblewick, Laptop 5")
    facts = replace(HOME, held=2, unheard=("Laptop 5",), former=(gone,), copied=copied)
    tell(model, service, qtbot, TeamFacts((facts, APART)))
    model.show_code(Code("7F3A-91C2-0B5E-D418-AAAA-BBBB-CCCC", NOW_MS + 9, HOME.id))

    qtbot.waitUntil(lambda: clipped(panel) == [])


def test_everything_reached_by_tab_has_a_spoken_name(panel: TeamPanel, nameless: Look) -> None:
    assert nameless(panel) == []
