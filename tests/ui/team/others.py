"""Other teams and what was kept apart, on a panel, and what is in sight there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Show
from tests.ui.team.conftest import HOME, HOUR_MS, NOW_MS, Service
from ui.team.facts import TeamFacts
from ui.team.others import ApartFacts, IntroductionFacts, OthersFacts, OtherTeamFacts
from ui.team.panel import TeamPanel
from ui.team.view_model import TeamViewModel
from ui.theme.theme import Theme

CLINIC = OtherTeamFacts(b"c" * 32, "Ashgate Surgery", "01632 960001", waiting=1, unanswered=2)
ANSWERED = IntroductionFacts(b"s" * 16, "Marsh Lane", "01632 960002", NOW_MS + HOUR_MS, True)
UNKNOWN = ApartFacts(b"u" * 16, b"x" * 32, "", "parcels.sender_unknown", NOW_MS, False)
REMOVED = replace(UNKNOWN, name="Ashgate Surgery", why="parcels.sender_removed", is_proven=True)
OTHERS = OthersFacts(
    (replace(CLINIC, oldest_ms=NOW_MS - HOUR_MS),), (ANSWERED,), (UNKNOWN, REMOVED)
)


def shown(widget: QWidget) -> tuple[set[str], set[str]]:
    """The sentences in sight, and what its buttons are called."""
    texts = {each.text() for each in widget.findChildren(QLabel) if each.isVisible()}
    pressed = {
        each.accessibleName() for each in widget.findChildren(QAbstractButton) if each.isVisible()
    }
    return texts, pressed


def panel_of(
    model: TeamViewModel, service: Service, qtbot: QtBot, theme: Theme, show: Show, **facts: Any
) -> TeamPanel:
    service.facts = TeamFacts((replace(HOME, **{"others": OTHERS, **facts}),))
    with qtbot.waitSignal(model.changed):
        model.refresh()
    panel = TeamPanel(model, theme)
    panel.resize(352, 636)
    show(panel)
    panel.growth.finish()
    return panel
