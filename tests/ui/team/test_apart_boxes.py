"""A lead decides on what was kept apart: of a ward PC's page only after she has read it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Show
from tests.ui.team.conftest import HOME, NOW_MS, Answering, Service
from tests.ui.team.others import REMOVED, UNKNOWN, panel_of, shown
from ui.jobs import Jobs
from ui.team.apart_boxes import ApartBoxes, ApartCalls
from ui.team.others import ApartFacts, OthersFacts, RefusedFacts
from ui.team.view_model import TeamViewModel
from ui.theme.theme import Theme

LOST = replace(
    UNKNOWN,
    name="Fernhollow ward",
    why="parcels.door_lost",
    is_proven=True,
    may_look=True,
    may_refuse=True,
)
UNVOUCHED = replace(
    UNKNOWN, why="parcels.door_not_vouched", may_look=True, wants_reason=True, is_proven=True
)
REFUSED = RefusedFacts("Hazelbrook ward", 3, "Wren Pepperday", NOW_MS, "It was stolen", LOST)
LINES = [("fact", "Name: Maren Underhay"), ("said", "In their words: He counts my steps.")]


@pytest.fixture
def boxes(
    asked: list[tuple[Any, ...]], answering: Answering, host: QWidget, theme: Theme, jobs: Jobs
) -> ApartBoxes:
    note = answering(look=LINES)
    calls = ApartCalls(
        look=lambda *given: note("look", *given),
        let=lambda *given: note("let", *given),
        refuse=lambda *given: note("refuse", *given),
        hear=lambda *given: note("hear", *given),
    )
    return ApartBoxes(
        host, theme, jobs, calls=calls, done=lambda words: asked.append(("told", words))
    )


def write(box: QWidget, words: str) -> None:
    box.findChild(QPlainTextEdit).setPlainText(words)


def test_a_page_of_a_ward_pc_is_looked_at_and_its_pc_refused_and_heard_again_from_the_panel(
    model: TeamViewModel, service: Service, qtbot: QtBot, theme: Theme, show: Show
) -> None:
    others = OthersFacts(apart=(LOST, UNVOUCHED, REMOVED), refused=(REFUSED,))
    panel = panel_of(model, service, qtbot, theme, show, others=others)
    texts, pressed = shown(panel)

    fernhollow = "Kept apart: Fernhollow ward, today 10:05"
    nobodys = "Kept apart: sender not known, today 10:05"
    assert {fernhollow, nobodys, "Refused: Hazelbrook ward, 3 records kept apart"} <= texts
    assert "By Wren Pepperday, today 10:05. Why: It was stolen" in texts
    assert {f"Look at it: {fernhollow}", f"Refuse this ward PC: {fernhollow}"} <= pressed
    assert f"Look at it: {nobodys}" in pressed
    assert not {f"Let it count: {fernhollow}", f"Refuse this ward PC: {nobodys}"} & pressed
    told: list[object] = []
    panel.asked.connect(lambda what, about: told.append((what, about)))
    buttons = {each.accessibleName(): each for each in panel.findChildren(QAbstractButton)}
    buttons["Hear it again: Refused: Hazelbrook ward, 3 records kept apart"].click()
    assert told == [("hear_ward", LOST)]


def test_what_is_kept_apart_counts_or_goes_only_by_a_persons_word(
    boxes: ApartBoxes, asked: list[tuple[Any, ...]], qtbot: QtBot
) -> None:
    for counts in (True, False):
        box = boxes.let(HOME, REMOVED, counts=counts)
        box.ask()
        qtbot.waitUntil(lambda: asked[-1][0] == "told")

    assert [each for each in asked if each[0] == "let"] == [
        ("let", b"home", REMOVED, True, ""),
        ("let", b"home", REMOVED, False, ""),
    ]


@pytest.mark.parametrize(("apart", "reason"), [(LOST, ""), (UNVOUCHED, "Bay 2 says it is theirs")])
def test_it_counts_once_it_was_read_and_with_a_reason_where_nobody_vouches_for_it(
    boxes: ApartBoxes,
    asked: list[tuple[Any, ...]],
    qtbot: QtBot,
    apart: ApartFacts,
    reason: str,
) -> None:
    box = boxes.look(HOME, apart)
    qtbot.waitUntil(lambda: box.is_read)
    texts = [each.text() for each in box.findChildren(QLabel)]
    assert "Name: Maren Underhay" in texts and "In their words: He counts my steps." in texts
    if reason:
        box.ask()
        assert [each[0] for each in asked] == ["look"]
        write(box, f"  {reason}\n")
    box.ask()
    qtbot.waitUntil(lambda: asked[-1][0] == "told")
    assert asked[1] == ("let", b"home", apart, True, reason)


def test_a_ward_pc_is_refused_and_heard_again_with_a_reason_alone(
    boxes: ApartBoxes, asked: list[tuple[Any, ...]], qtbot: QtBot
) -> None:
    for open_box in (boxes.refuse, boxes.hear):
        box = open_box(HOME, LOST)
        count = len(asked)
        box.ask()
        assert len(asked) == count
        write(box, "It was stolen")
        box.ask()
        qtbot.waitUntil(lambda: asked[-1][0] == "told")
    assert [each[0] for each in asked] == ["refuse", "told", "hear", "told"]
    assert asked[0] == ("refuse", b"home", LOST, "It was stolen")


def test_a_page_that_was_made_very_long_is_shown_in_part(boxes: ApartBoxes, qtbot: QtBot) -> None:
    box = boxes.look(HOME, LOST)
    qtbot.waitUntil(lambda: box.is_read)
    box.show_lines([("fact", "x" * 9_000), *[("fact", "more")] * 200])
    texts = [each.text() for each in box.findChildren(QLabel)]
    assert "x" * 2_000 + "…" in texts
    assert texts.count("more") == 99 and "101 more lines, there once it counts." in texts
