"""The boxes that set up a space or join one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.errors import Refused
from tests.ui.sync.conftest import WORDS, Service
from ui.jobs import Jobs
from ui.sync.asking import FoundBox, SpaceAsking
from ui.theme.theme import Theme


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def asking(
    service: Service, theme: Theme, jobs: Jobs, done: list[str], qtbot: QtBot
) -> SpaceAsking:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 636)
    host.show()
    return SpaceAsking(host, theme, jobs, calls=service.calls(), done=done.append)


def test_the_six_words_are_compared_before_a_space_is_made(
    asking: SpaceAsking, service: Service, done: list[str], qtbot: QtBot
) -> None:
    box = asking.found()
    assert isinstance(box, FoundBox)
    box.name.setText("Willowmere IDVA team")
    box.address.setText("https://yarrow.example:8443")

    box.ask()
    qtbot.waitUntil(lambda: box.words == " ".join(WORDS))
    assert service.asked == [("meet", "https://yarrow.example:8443")]

    box.ask()
    assert service.asked[-1] == (
        "found",
        "Willowmere IDVA team",
        "https://yarrow.example:8443",
        " ".join(WORDS),
    )
    service.answers[-1].set_result(None)
    qtbot.waitUntil(lambda: bool(done))


def test_another_address_has_to_be_compared_anew(
    asking: SpaceAsking, service: Service, qtbot: QtBot
) -> None:
    box = asking.found()
    assert isinstance(box, FoundBox)
    box.name.setText("Team")
    box.address.setText("https://one.example")
    box.ask()
    qtbot.waitUntil(lambda: bool(box.words))

    qtbot.keyClicks(box.address, "x")
    assert box.words == ""
    box.ask()

    assert [asked[0] for asked in service.asked] == ["meet", "meet"]
    box.close_overlay()


def test_nothing_is_asked_for_without_name_and_address(
    asking: SpaceAsking, service: Service
) -> None:
    box = asking.found()
    box.ask()

    assert service.asked == []
    box.close_overlay()


def test_a_mistyped_code_is_told_and_stays(
    asking: SpaceAsking, service: Service, done: list[str], qtbot: QtBot
) -> None:
    box = asking.join()
    code, address = box.findChildren(QLineEdit)
    code.setText("7F3A 91C2 0B5E D418 AAAA BBBB CCCC")
    address.setText("https://yarrow.example:8443")
    box.ask()
    service.answers[-1].set_exception(Refused("sync.code_mistyped"))

    qtbot.waitUntil(lambda: box.verb.isEnabled())
    assert code.text().startswith("7F3A")
    box.ask()
    service.answers[-1].set_result(None)
    qtbot.waitUntil(lambda: bool(done))


ADDRESS = "https://yarrow.example:8443"


def found_box(
    service: Service, theme: Theme, jobs: Jobs, qtbot: QtBot, words: str | None
) -> FoundBox:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(1280, 636)
    host.show()
    calls = replace(service.calls(), address=ADDRESS, words_for=lambda _url: words)
    box = SpaceAsking(host, theme, jobs, calls=calls, done=print).found()
    assert isinstance(box, FoundBox)
    box.name.setText("Willowmere IDVA team")
    return box


def test_the_words_that_it_set_are_compared_by_the_program(
    service: Service, theme: Theme, jobs: Jobs, qtbot: QtBot
) -> None:
    box = found_box(service, theme, jobs, qtbot, " ".join(WORDS))
    assert box.address.text() == ADDRESS

    box.ask()
    qtbot.waitUntil(lambda: bool(box.words))

    assert box.verb.text() == "Go on"


def test_other_words_than_it_set_stop_it_before_anything_is_sent(
    service: Service, theme: Theme, jobs: Jobs, qtbot: QtBot
) -> None:
    box = found_box(service, theme, jobs, qtbot, "six other words than these here")

    for _ in range(2):
        box.ask()
        qtbot.waitUntil(box.verb.isEnabled)

    assert box.words == ""
    assert [asked[0] for asked in service.asked] == ["meet", "meet"]
