"""The boxes in which a lead admits, cuts off and gives another role."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from app.errors import Refused
from tests.ui.conftest import Look
from tests.ui.team.conftest import HOME, LINNET, QUIET, WORDS, Service
from ui.boxes.ask_box import AskBox
from ui.jobs import Jobs
from ui.team.deciding import TeamDeciding
from ui.theme.theme import Theme

WAITING = replace(QUIET, id=b"w", pc="Community laptop", is_waiting=True)


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def deciding(
    service: Service, theme: Theme, jobs: Jobs, told: list[str], qtbot: QtBot
) -> TeamDeciding:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 636)
    with qtbot.waitActive(host):
        host.show()
        host.activateWindow()
    return TeamDeciding(host, theme, jobs, calls=service.calls(), done=told.append)


def said(box: AskBox) -> str:
    return " ".join(each.text() for each in box.findChildren(QLabel) if each.isVisible())


def test_a_pc_is_admitted_with_the_words_that_were_compared(
    deciding: TeamDeciding, service: Service, told: list[str], qtbot: QtBot
) -> None:
    box = deciding.admit(HOME, LINNET, WAITING)
    assert not box.verb.isEnabled()
    qtbot.waitUntil(box.verb.isEnabled)
    named = [each.accessibleName() for each in box.findChildren(QWidget)]
    assert f"Six words: {' '.join(WORDS)}" in named
    assert "Ring Linnet Marrowby on a number you know" in said(box)
    assert "Do not admit it" in said(box)

    box.ask()
    assert service.asked[-1] == ("admit", HOME.id, b"w", " ".join(WORDS))
    service.answers[-1].set_result(True)

    qtbot.waitUntil(lambda: bool(told))
    assert told[0].startswith("Community laptop is admitted")


def test_cutting_off_says_what_follows_names_who_has_to_hear_and_starts_on_the_safe_side(
    deciding: TeamDeciding, service: Service, told: list[str], qtbot: QtBot, clipped: Look
) -> None:
    box = deciding.cut_off(HOME, LINNET, QUIET)

    assert box.verb.text() == "Cut off Laptop 2"
    assert box.back.hasFocus()
    words = said(box)
    for part in ("a new key begins without it", "hands in what it had not sent", "good conduct"):
        assert part in words
    assert "Laptop 5: what is recorded there" in words
    assert "Silent 9 days" in words
    qtbot.waitUntil(lambda: clipped(box) == [])

    box.ask()
    service.answers[-1].set_exception(Refused("space.last_lead"))
    qtbot.waitUntil(box.verb.isEnabled)
    assert "without a lead" in said(box)
    box.ask()
    assert service.asked == [("cut_off", HOME.id, b"b")] * 2
    service.answers[-1].set_result(True)
    qtbot.waitUntil(lambda: told == ["Laptop 2 is cut off, and a new key holds."])


def test_a_role_is_chosen_among_four_and_the_same_again_asks_nobody(
    deciding: TeamDeciding, service: Service, told: list[str], qtbot: QtBot
) -> None:
    box = deciding.set_role(HOME, LINNET)
    choices = {each.text(): each for each in box.findChildren(QRadioButton)}
    assert choices["Member"].isChecked()
    box.ask()
    assert service.asked == []

    choices["Reads only"].setChecked(True)
    box.ask()
    assert service.asked == [("role", HOME.id, b"c", "reader")]
    service.answers[-1].set_result(2)
    qtbot.waitUntil(lambda: bool(told))


def test_the_six_words_of_a_ward_pc_are_compared_and_cutting_it_off_says_what_becomes_of_its_pages(
    deciding: TeamDeciding, service: Service, qtbot: QtBot
) -> None:
    door = replace(QUIET, id=b"d", pc="Fernhollow ward", role="writer")
    box = deciding.six_words(HOME, door)
    qtbot.waitUntil(box.verb.isEnabled)
    named = [each.accessibleName() for each in box.findChildren(QWidget)]
    assert f"Six words: {' '.join(WORDS)}" in named
    assert "Admit" not in said(box)
    box.ask()

    cut = deciding.cut_off(HOME, LINNET, door)
    assert "opens her vault on that PC" in said(cut)
    assert "destroys its key" not in said(cut)
    cut.close_overlay()
