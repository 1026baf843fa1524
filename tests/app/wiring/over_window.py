"""The box that lies over the window."""

from __future__ import annotations

from tests.app.wiring.driving import Program
from ui.boxes.ask_box import AskBox


def box_of(program: Program) -> AskBox:
    boxes = [box for box in program.window.findChildren(AskBox) if box.isVisible()]
    assert len(boxes) == 1
    return boxes[0]
