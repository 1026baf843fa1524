"""A referral on the page of its file, and the boxes that act on it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.worklist import Reason
from tests.app.wiring.driving import Program
from ui.boxes.ask_box import AskBox
from ui.frame.overlay import open_overlays

CTRL = Qt.KeyboardModifier.ControlModifier
OWN, THEIRS = b"o" * 32, b"t" * 32
NAME = "Tansy Bramblewick"


def box_of(program: Program) -> AskBox:
    program.wait(lambda: bool(open_overlays(program.window)))
    (box,) = [each for each in open_overlays(program.window) if isinstance(each, AskBox)]
    return box


def confirm(program: Program) -> None:
    program.press(Qt.Key.Key_Return, CTRL)
    program.wait(lambda: not open_overlays(program.window))


def row(program: Program, reason: Reason) -> str:
    """Go to Today, wait for a row of this reason, and make it the current one."""
    joined = program.session.joined
    joined.window.show_place("today")
    program.wait(lambda: bool(joined.today.model.counts[reason.value]))
    keys = [each.key for group in joined.today.model.groups for each in group.rows]
    key = next(each for each in keys if each.startswith(f"{reason.value}:"))
    assert joined.today.page.list.choose(key)
    joined.today.page.list.setFocus()
    return key


def words_of(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]
