"""A lead is asked for six words before the service's new keys are said."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Show
from tests.ui.team.conftest import HOME, Service
from ui.jobs import Jobs
from ui.team.facts import TeamFacts
from ui.team.panel import TeamPanel
from ui.team.service_keys import SERVICE_KEYS, ask_service_words
from ui.team.view_model import TeamViewModel
from ui.theme.theme import Theme


@pytest.mark.parametrize("is_lead", [True, False])
def test_a_lead_alone_is_offered_it(
    model: TeamViewModel, service: Service, theme: Theme, show: Show, qtbot: QtBot, is_lead: bool
) -> None:
    service.facts = TeamFacts((replace(HOME, is_on_spare=True, is_lead=is_lead),))
    panel = TeamPanel(model, theme)
    show(panel)
    with qtbot.waitSignal(model.changed):
        model.refresh()
    qtbot.waitUntil(lambda: panel.growth.is_done)

    assert (panel.findChild(QPushButton, SERVICE_KEYS) is not None) is is_lead


def test_nothing_is_said_without_words_and_then_what_came_of_it(
    theme: Theme, jobs: Jobs, show: Show, qtbot: QtBot
) -> None:
    host, typed, told = QWidget(), list[str](), list[str]()
    host.resize(1280, 636)
    show(host)

    def follow(words: str) -> Future[bool]:
        typed.append(words)
        answer: Future[bool] = Future()
        answer.set_result(True)
        return answer

    box = ask_service_words(host, theme, jobs, follow=follow, done=told.append)
    box.wanted.emit()
    assert typed == []
    field = box.findChild(QLineEdit)
    assert field is not None
    field.setText(" acid  bike ")
    box.wanted.emit()
    qtbot.waitUntil(lambda: bool(told))

    assert typed == ["acid  bike"]
    assert "new keys are said" in told[0]
