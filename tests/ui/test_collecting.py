"""What the screen lets go of is destroyed on the thread of the screen, whoever makes work."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui.collecting import Collecting

# Things of the screen's that nobody holds and that hold themselves, with a clock that goes; then a
# lane that makes enough for Python to look for garbage there; the screen goes on until they are
# gone.
LEFT_TO_A_LANE = """
import threading, weakref
from PySide6.QtCore import QCoreApplication, QObject, QTimer
from ui.collecting import Collecting

def leave_one():
    left = QObject()
    left.clock = QTimer(left)
    left.clock.timeout.connect(left.objectName)
    left.clock.start(1)
    left.itself = left
    there.add(left)

def look():
    if not there:
        application.quit()

application = QCoreApplication(["Yarrow"])
collecting = Collecting(application)
there = weakref.WeakSet()
made = []
for _ in range(50):
    leave_one()
lane = threading.Thread(target=lambda: made.extend([] for _ in range(100_000)))
lane.start()
lane.join()
looking = QTimer(application)
looking.timeout.connect(look)
looking.start(50)
application.exec()
print("went on")
"""


@pytest.fixture
def as_python_has_it() -> Iterator[None]:
    """The collector as it was, whatever the test does to it."""
    was_on = gc.isenabled()
    yield
    (gc.enable if was_on else gc.disable)()


def test_what_was_left_does_not_end_the_program_from_a_lane() -> None:
    command = (sys.executable, "-c", LEFT_TO_A_LANE)
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    assert (done.returncode, done.stdout) == (0, "went on\n"), done.stderr[-2000:]
    assert "another thread" not in done.stderr


class Left(QObject):
    """Holds itself, so that the collector alone lets it go."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.mark.usefixtures("as_python_has_it")
def test_old_garbage_goes_as_well_as_new(qtbot: QtBot) -> None:
    owner = QObject()
    collecting = Collecting(owner)
    left = Left()
    for _ in range(2):
        gc.collect()  # it is among the oldest from here on
    gone, where = weakref.ref(left), list[str]()
    weakref.finalize(left, lambda: where.append(threading.current_thread().name))
    del left

    kept: list[list[str]] = []
    looked = 0
    while gone() is not None and looked < 400:
        kept += ([] for _ in range(1_000))
        collecting.timerEvent(None)  # type: ignore[arg-type]
        looked += 1

    assert where == ["MainThread"]
    assert looked > 50, "all is gone through much more seldom than what is new"


@pytest.fixture
def field(as_python_has_it: None, qtbot: QtBot) -> QLineEdit:
    made = QLineEdit()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def collected(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The generations that were collected; there is always something due in each."""
    found: list[int] = []
    monkeypatch.setattr(gc, "get_count", lambda: (701, 11, 11))
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    monkeypatch.setattr(gc, "collect", found.append)
    return found


def test_all_is_gone_through_only_once_nobody_types(field: QLineEdit, collected: list[int]) -> None:
    collecting = Collecting(field)

    for key in "ab":
        QTest.keyClicks(field, key)
        collecting.timerEvent(None)  # type: ignore[arg-type]
    collecting.timerEvent(None)  # type: ignore[arg-type]

    assert collected == [1, 1, 2]


def test_who_types_without_a_pause_puts_it_off_for_two_minutes_and_no_longer(
    field: QLineEdit, collected: list[int]
) -> None:
    collecting = Collecting(field)

    for _ in range(241):
        QTest.keyClicks(field, "a")
        collecting.timerEvent(None)  # type: ignore[arg-type]

    assert collected == [1] * 240 + [2]
