"""The box in which a lead adopts or discards what is held."""

from __future__ import annotations

from concurrent.futures import Future
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Look
from tests.ui.team.conftest import NOW
from ui.boxes.ask_box import AskBox
from ui.jobs import Jobs
from ui.team.facts import HeldFacts
from ui.team.holding import HeldBox, ask_held
from ui.team.wording import TeamWording
from ui.theme.theme import Theme

HELD = (
    HeldFacts(41, "Linnet Marrowby", "Laptop 2", "no_standing"),
    HeldFacts(44, "", "", "wrong_signature", may_adopt=False),
)


class Lead:
    """What she decided, and the box she did it in."""

    def __init__(self, host: QWidget, theme: Theme, jobs: Jobs) -> None:
        self.host = host
        self.decided: list[tuple[tuple[int, ...], bool]] = []
        self.told: list[str] = []
        self.answer: Future[Any] = Future()
        held: Future[Any] = Future()
        held.set_result(HELD)
        self.box = ask_held(
            host,
            theme,
            jobs,
            held=held,
            decide=self.decide,
            wording=TeamWording(NOW),
            done=self.told.append,
        )

    def decide(self, positions: tuple[int, ...], adopted: bool) -> Future[Any]:  # noqa: FBT001
        self.decided.append((positions, adopted))
        return self.answer

    @property
    def open(self) -> list[AskBox]:
        return [each for each in self.host.findChildren(AskBox) if each.isVisible()]


@pytest.fixture
def lead(theme: Theme, jobs: Jobs, qtbot: QtBot) -> Lead:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 636)
    with qtbot.waitActive(host):
        host.show()
        host.activateWindow()
    lead = Lead(host, theme, jobs)
    qtbot.waitUntil(lambda: len(lead.box.boxes) == 2)
    return lead


def test_each_entry_says_whose_it_is_and_why_it_is_held(
    lead: Lead, qtbot: QtBot, clipped: Look
) -> None:
    said = [each.text() for each in lead.box.boxes.values()]
    assert said == [
        "41: Laptop 2 of Linnet Marrowby",
        "44: Nobody is known to have sent it",
    ]
    words = " ".join(each.text() for each in lead.box.findChildren(QLabel))
    assert "Sent by a PC that did not belong" in words
    assert "Not signed by the PC" in words
    qtbot.waitUntil(lambda: clipped(lead.box) == [])


def test_what_is_ticked_is_adopted(lead: Lead, qtbot: QtBot) -> None:
    lead.box.ask()
    lead.box.boxes[44].setChecked(True)
    lead.box.ask()
    assert lead.decided == []
    lead.box.boxes[44].setChecked(False)

    lead.box.boxes[41].setChecked(True)
    lead.box.ask()
    assert lead.decided == [((41,), True)]
    lead.answer.set_result(None)

    qtbot.waitUntil(lambda: bool(lead.told))


def test_discarding_is_asked_for_once_more_and_starts_on_the_safe_side(
    lead: Lead, qtbot: QtBot
) -> None:
    lead.box.discard.click()
    assert lead.open == [lead.box]
    for each in lead.box.boxes.values():
        each.setChecked(True)

    lead.box.discard.click()

    (final,) = lead.open
    assert not isinstance(final, HeldBox)
    assert final.verb.text() == "Discard 2 entries"
    assert final.back.hasFocus()
    assert lead.decided == []
    final.ask()
    assert lead.decided == [((41, 44), False)]
    lead.answer.set_result(None)
    qtbot.waitUntil(lambda: lead.told == ["Discarded."])


def test_what_nobody_can_open_says_so_beside_why_it_was_held() -> None:
    wording = TeamWording(NOW)
    assert wording.why_held(
        HeldFacts(45, "Linnet Marrowby", "Laptop 2", "old_epoch", may_adopt=False, opens=False)
    ) == (
        "Sealed with an old key although its author could know of the new one. Nobody can open it: "
        "it was not sealed as it should be. It can only be discarded"
    )
    assert wording.why_held(
        HeldFacts(46, "Linnet Marrowby", "Laptop 2", "sync.cannot_open", False, False)
    ) == ("Nobody can open it: it was not sealed as it should be. It can only be discarded")
