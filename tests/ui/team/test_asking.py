"""The boxes that invite, and the one in which words are compared."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from app.errors import Refused
from tests.ui.conftest import Look
from tests.ui.team.conftest import HOME, NOW_MS, WORDS, Service
from ui.jobs import Jobs
from ui.team.asking import TeamAsking
from ui.team.facts import Code, InviteWish, SpaceWish
from ui.theme.theme import Theme
from ui.widgets.check_box import CheckBox


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def asking(service: Service, theme: Theme, jobs: Jobs, told: list[str], qtbot: QtBot) -> TeamAsking:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 636)
    host.show()
    return TeamAsking(host, theme, jobs, calls=service.calls(), told=told.append)


def choose(box: QWidget, beginning: str) -> None:
    found = [each for each in box.findChildren(QRadioButton) if each.text().startswith(beginning)]
    found[0].setChecked(True)


def test_an_invitation_has_a_name_a_role_and_a_place(
    asking: TeamAsking, service: Service, qtbot: QtBot
) -> None:
    shown: list[Code] = []
    box = asking.invite(HOME, shown.append)
    box.findChildren(QLineEdit)[0].setText(" Robin Saltmarsh ")
    choose(box, "At a distance")
    choose(box, "Practice champion")
    box.ask()

    wish = InviteWish("champion", "Robin Saltmarsh", at_distance=True)
    assert service.asked == [("invite", HOME.id, wish)]
    code = Code("7F3A", NOW_MS, HOME.id)
    service.answers[-1].set_result(code)
    qtbot.waitUntil(lambda: shown == [code])


def test_without_a_word_it_is_a_member_in_the_room(
    asking: TeamAsking, service: Service, qtbot: QtBot
) -> None:
    box = asking.invite(HOME, print)
    box.ask()
    assert service.asked == [("invite", HOME.id, InviteWish("member", "", at_distance=False))]

    service.answers[-1].set_exception(Refused("space.not_lead"))
    qtbot.waitUntil(box.verb.isEnabled)
    box.close_overlay()


def test_a_ward_pc_is_let_in_by_where_it_stands(asking: TeamAsking, service: Service) -> None:
    box = asking.invite_door(HOME, print)
    box.ask()
    assert service.asked == []

    box.findChildren(QLineEdit)[0].setText("Fernhollow ward, bay 2")
    box.ask()
    assert service.asked == [("invite", HOME.id, InviteWish("writer", "Fernhollow ward, bay 2"))]
    service.answers[-1].set_exception(Refused("space.not_lead"))


def test_words_are_shown_as_far_as_read_and_at_a_number_that_is_named(
    asking: TeamAsking, service: Service, told: list[str], qtbot: QtBot
) -> None:
    box = asking.compare(HOME)
    qtbot.waitUntil(lambda: box.same.isVisible())
    named = [each.accessibleName() for each in box.findChildren(QWidget)]
    assert f"Six words: {' '.join(WORDS)}" in named
    assert box.number.text() == "212"

    box.number.setText("200")
    box.ask()
    assert service.asked == [("words", HOME.id, None), ("words", HOME.id, 200)]
    qtbot.waitUntil(box.verb.isEnabled)
    box.same.click()

    assert told and told[0].startswith("The same")


@pytest.mark.parametrize("typed", ["", "twelve", "-3", "1" * 16])
def test_a_number_is_needed(asking: TeamAsking, service: Service, qtbot: QtBot, typed: str) -> None:
    box = asking.compare(HOME)
    qtbot.waitUntil(lambda: box.same.isVisible())
    box.number.setText(typed)
    box.ask()

    assert service.asked == [("words", HOME.id, None)]
    assert "digits" in box.fields["number"].problem
    box.close_overlay()


def test_words_that_differ_say_what_to_do_and_change_nothing(
    asking: TeamAsking, service: Service, told: list[str], qtbot: QtBot, clipped: Look
) -> None:
    box = asking.compare(HOME)
    qtbot.waitUntil(lambda: box.same.isVisible())
    box.differ.click()

    said = " ".join(each.accessibleName() for each in box.findChildren(QWidget))
    assert "Go on recording" in said and "make a backup" in said
    assert not told and box.isVisible()
    qtbot.waitUntil(lambda: clipped(box) == [])
    box.close_overlay()


def test_a_space_for_named_people_needs_a_name(
    asking: TeamAsking, service: Service, qtbot: QtBot
) -> None:
    made: list[bytes] = []
    box = asking.new_space(made.append)
    box.ask()
    assert service.asked == [] and "A name is needed" in box.fields["title"].problem

    name, permit = box.findChildren(QLineEdit)
    name.setText("Case 12 ")
    permit.setText("7F3A")
    (refuses,) = box.findChildren(CheckBox)
    refuses.setChecked(True)
    box.ask()
    assert service.asked == [("new_space", SpaceWish("Case 12", "7F3A", refuses_shares=True))]
    service.answers[-1].set_result(b"s" * 32)

    qtbot.waitUntil(lambda: made == [b"s" * 32])
