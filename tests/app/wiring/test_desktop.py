"""The desktop from its lock screen on: what holds for all that comes after."""

from __future__ import annotations

import gc
from collections.abc import Callable
from threading import current_thread
from weakref import finalize

from PySide6.QtCore import QObject

from tests.app.wiring.driving import Program


class Left(QObject):
    """Holds itself, so that the collector alone lets it go."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def test_a_lane_destroys_nothing_that_the_screen_let_go_of(
    start_program: Callable[[], Program],
) -> None:
    gc.enable()  # as a process begins
    program = start_program()
    where: list[str] = []
    finalize(Left(), lambda: where.append(current_thread().name))

    made = program.desktop.doors.run(lambda: [[each] for each in range(100_000)]).result()
    assert where == []
    assert made

    gc.collect()
    assert where == [current_thread().name]
