"""Desktops that share a service and a space."""

from __future__ import annotations

from PySide6.QtWidgets import QRadioButton

from tests.app.wiring.driving import Program
from tests.sync.conftest import RunningService
from ui.boxes.ask_box import AskBox
from ui.sync.asking import FoundBox


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
