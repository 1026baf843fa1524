"""Two people's desktops and a real service: set up, invited, joined, sent, received."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QRadioButton
from pytestqt.qtbot import QtBot

from tests.app.wiring.driving import Program, make_person
from tests.app.wiring.recording import record_someone
from tests.sync.conftest import RunningService
from ui.boxes.ask_box import AskBox
from ui.sync.asking import FoundBox
from ui.theme.theme import Theme


@pytest.fixture
def desktop_of(
    tmp_path: Path, theme: Theme, qapp: QApplication, qtbot: QtBot
) -> Iterator[Callable[[str], Program]]:
    """The unlocked desktop of one more person."""
    running: list[Program] = []

    def start(name: str) -> Program:
        folder = tmp_path / name.split()[0].lower()
        make_person(folder, name)
        program = Program(folder, theme, qapp, qtbot)
        running.append(program)
        program.unlock()
        return program

    yield start
    for program in running:
        program.end()


def set_up(program: Program, service: RunningService) -> None:
    """Make a space through the box, after its six words were shown."""
    sync = program.session.joined.sync
    program.session.window.show_place("sync")
    program.wait(lambda: sync.page.found_button.isVisible())
    sync.page.found_button.click()
    box = program.window.findChild(FoundBox)
    assert box is not None
    box.name.setText("Willowmere IDVA team")
    box.address.setText(service.url)
    box.ask()
    program.wait(lambda: bool(box.words))
    assert box.words == " ".join(service.words)
    box.ask()
    program.wait(lambda: sync.model.facts.is_set_up)


def invited(program: Program, *, at_distance: bool = False) -> str:
    """The code for one more person, asked for in the box."""
    team = program.session.joined.sync.team
    program.wait(lambda: team.model.space is not None)
    team.do("invite")
    (box,) = open_boxes(program)
    if at_distance:
        ways = [each for each in box.findChildren(QRadioButton) if "distance" in each.text()]
        ways[0].setChecked(True)
    box.ask()
    program.wait(lambda: team.model.shown_code is not None)
    code = team.model.shown_code
    assert code is not None
    return code.letters


def open_boxes(program: Program) -> list[AskBox]:
    return [each for each in program.window.findChildren(AskBox) if each.isVisible()]


def test_what_one_records_the_other_reads(
    desktop_of: Callable[[str], Program], service: RunningService
) -> None:
    wren = desktop_of("Wren Pepperday")
    sync = wren.session.joined.sync
    assert sync.model.chip.sentence == "Not set up to send"
    set_up(wren, service)
    record_someone(wren, "Tansy Bramblewick")
    wren.wait(lambda: sync.model.facts.only_here == 0 and sync.model.facts.reached_ms is not None)
    assert sync.model.chip.sentence.startswith("All received")

    code = invited(wren)
    linnet = desktop_of("Linnet Marrowby")
    theirs = linnet.session.joined.sync
    joined = theirs.join(code, service.url)
    linnet.wait(joined.done)
    assert joined.exception() is None
    theirs.model.refresh()
    linnet.wait(lambda: theirs.model.facts.reached_ms is not None)

    linnet.session.window.show_place("people")
    people = linnet.session.joined.people.model
    linnet.wait(lambda: people.count == 1 and people.row(0) is not None)
    row = people.row(0)
    assert row is not None
    assert row.name == "Tansy Bramblewick"
    linnet.wait(lambda: bool(theirs.team.model.facts.spaces))
    (space,) = theirs.team.model.facts.spaces
    assert "Wren Pepperday" in [person.name for person in space.people]

    # What Wren records next comes by itself, long before the minute is over.
    linnet.wait(lambda: theirs.lane.is_listening)
    wren.window.activateWindow()
    wren.wait(wren.window.isActiveWindow)
    record_someone(wren, "Clover Fennimore")
    linnet.wait(lambda: people.count == 2)


def test_with_the_service_away_nothing_waits_and_the_chip_says_so(
    desktop_of: Callable[[str], Program], service: RunningService
) -> None:
    wren = desktop_of("Wren Pepperday")
    set_up(wren, service)
    sync = wren.session.joined.sync
    wren.wait(lambda: not sync.model.is_running and sync.model.facts.reached_ms is not None)
    service.stop()

    record_someone(wren, "Clover Fennimore")

    wren.wait(lambda: sync.model.facts.only_here > 0)
    wren.wait(lambda: bool(sync.model.problems))
    assert "only on this PC" in sync.model.chip.sentence
    assert "cannot be reached" in sync.model.problems[0]

    service.start()
    sync.model.exchange()
    wren.wait(lambda: sync.model.facts.only_here == 0)
    assert sync.model.problems == ()


def test_a_vault_without_a_space_asks_nobody(
    desktop_of: Callable[[str], Program], service: RunningService
) -> None:
    wren = desktop_of("Wren Pepperday")
    record_someone(wren, "Marigold Thistledown")
    sync = wren.session.joined.sync
    wren.wait(lambda: sync.model.facts.only_here > 0)

    sync.model.exchange()

    assert not sync.model.is_running
    assert sync.model.chip.sentence == "Not set up to send"
