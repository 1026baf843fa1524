"""Other teams on the panel, and the boxes in which a lead decides about them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Show
from tests.ui.team.conftest import HOME, WORDS, Answering, Service
from tests.ui.team.others import ANSWERED, CLINIC, panel_of, shown
from ui.jobs import Jobs
from ui.team.facts import TeamFacts
from ui.team.introducing import OthersCalls, TeamIntroducing
from ui.team.kept_as import KIND, KeptAs
from ui.team.others import OthersFacts
from ui.team.panel import TeamPanel
from ui.team.view_model import TeamViewModel
from ui.theme.theme import Theme


@pytest.fixture
def boxes(
    asked: list[tuple[Any, ...]], answering: Answering, host: QWidget, theme: Theme, jobs: Jobs
) -> TeamIntroducing:
    note = answering(words=WORDS)
    calls = OthersCalls(
        offer=lambda *given: note("offer", *given),
        take=lambda *given: note("take", *given),
        words=lambda *given: note("words", *given),
        introduce=lambda *given: note("introduce", *given),
        say_kind=lambda *given: note("say_kind", *given),
        forget=lambda *given: note("forget", *given),
        end=lambda *given: note("end", *given),
    )
    return TeamIntroducing(
        host, theme, jobs, calls=calls, done=lambda words: asked.append(("told", words))
    )


def test_a_lead_sees_what_waits_between_teams_and_what_she_may_do(
    model: TeamViewModel, service: Service, qtbot: QtBot, theme: Theme, show: Show
) -> None:
    texts, pressed = shown(panel_of(model, service, qtbot, theme, show))

    assert (
        "Ring 01632 960001 · 1 not sent yet · 2 sent and not received, oldest from today 09:05"
    ) in texts
    assert "Kept apart: sender not known, today 10:05" in texts
    assert "What they are has not been said" in texts
    assert {
        "Introduce a team",
        "I have their code",
        "End the link with Ashgate Surgery",
        "Say what they are: Ashgate Surgery",
        "Compare six words with Marsh Lane",
        "Let it count: Kept apart: Ashgate Surgery, today 10:05",
        "Let go: Kept apart: sender not known, today 10:05",
    } <= pressed
    assert "Let it count: Kept apart: sender not known, today 10:05" not in pressed


def test_who_leads_nobody_sees_the_teams_and_the_numbers_alone(
    model: TeamViewModel, service: Service, qtbot: QtBot, theme: Theme, show: Show
) -> None:
    plain = OthersFacts((CLINIC,))
    service.facts = TeamFacts((replace(HOME, others=plain, is_lead=False),))
    with qtbot.waitSignal(model.changed):
        model.refresh()
    panel = TeamPanel(model, theme)
    show(panel)
    panel.growth.finish()
    texts, pressed = shown(panel)

    assert "Ashgate Surgery" in texts
    assert not {each for each in pressed if "Ashgate" in each or "Introduce" in each}


def test_a_team_is_kept_under_our_name_once_the_words_are_the_same(
    boxes: TeamIntroducing, asked: list[tuple[Any, ...]], qtbot: QtBot
) -> None:
    box = boxes.compare(HOME, ANSWERED)
    qtbot.waitUntil(lambda: box.words == WORDS)
    box.name.setText("")
    box.ask()
    assert ("introduce",) not in {each[:1] for each in asked}
    box.name.setText("The surgery")
    assert box.kind == ""
    box.fields[KIND].input.show_answer("gp_practice")
    box.ask()
    qtbot.waitUntil(lambda: asked[-1][0] == "told")

    kept = KeptAs("The surgery", "01632 960002", "gp_practice")
    assert ("introduce", b"home", ANSWERED.secret, kept) in asked


def test_who_ends_a_link_is_told_what_has_not_gone_yet(boxes: TeamIntroducing) -> None:
    waits = boxes.end(HOME, replace(CLINIC, waiting=2))
    assert "2 not sent yet" in shown(waits)[0]
    waits.close_overlay()
    assert "not sent yet" not in " ".join(shown(boxes.end(HOME, replace(CLINIC, waiting=0)))[0])


def test_what_a_team_is_can_be_said_later_and_corrected(
    boxes: TeamIntroducing, asked: list[tuple[Any, ...]], qtbot: QtBot
) -> None:
    box = boxes.say_kind(HOME, replace(CLINIC, kind=""))
    box.ask()
    assert box.fields[KIND].problem == "Choose what they are." and asked == []
    box.close_overlay()

    again = boxes.say_kind(HOME, replace(CLINIC, kind="idva"))
    assert again.fields[KIND].input.answer() == "idva"
    again.fields[KIND].input.show_answer("advocate_educator")
    again.ask()
    qtbot.waitUntil(lambda: asked[-1][0] == "told")
    assert asked[0] == ("say_kind", b"home", CLINIC.id, "advocate_educator")


def test_words_that_differ_introduce_nobody(
    boxes: TeamIntroducing, asked: list[tuple[Any, ...]], qtbot: QtBot
) -> None:
    box = boxes.compare(HOME, ANSWERED)
    box.differ.click()
    qtbot.waitUntil(lambda: asked[-1][0] == "told")

    assert [each[0] for each in asked] == ["words", "forget", "told"]
