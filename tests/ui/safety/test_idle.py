"""Nobody there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.safety.idle import WARNING_S, IdleWatch, PcClock


class Pc:
    """A PC whose time is told; `unused` is what its system says of use, None if it says nothing."""

    def __init__(self, qapp: QApplication, *, seconds: float = 300) -> None:
        self.now, self.slept, self.unused = 1_000.0, 0.0, None
        self.unused: float | None = None
        self.told: list[str] = []
        self.watch = IdleWatch(
            qapp,
            seconds=seconds,
            outside=lambda: self.unused,
            clock=PcClock(lambda: self.now, lambda: self.slept),
        )
        for name in ("soon", "used", "idle", "slept"):
            getattr(self.watch, name).connect(lambda name=name: self.told.append(name))

    def go_on(self, seconds: float) -> None:
        """Let time pass, second by second, as the watch looks."""
        until = self.now + seconds
        while self.now < until:
            self.now += 1
            if self.unused is not None:
                self.unused += 1
            if "idle" not in self.told:
                self.watch.look()


@pytest.fixture
def pc(qapp: QApplication) -> Iterator[Pc]:
    pc = Pc(qapp)
    yield pc
    pc.watch.stop()
    pc.watch.deleteLater()


@pytest.fixture
def watch(qapp: QApplication, qtbot: QtBot) -> Iterator[IdleWatch]:
    watch = IdleWatch(qapp, seconds=0.2)
    yield watch
    watch.stop()
    watch.deleteLater()


def test_the_time_runs_out_when_nobody_does_anything(watch: IdleWatch, qtbot: QtBot) -> None:
    with qtbot.waitSignal(watch.idle, timeout=2000):
        pass


def test_a_watch_that_was_stopped_says_nothing(watch: IdleWatch, qtbot: QtBot) -> None:
    watch.stop()

    with qtbot.assertNotEmitted(watch.idle, wait=300):
        pass


def test_half_a_minute_before_a_word_is_said_once(pc: Pc) -> None:
    pc.go_on(300 - WARNING_S - 1)
    assert pc.told == []

    pc.go_on(2)
    assert pc.told == ["soon"]

    pc.go_on(WARNING_S)
    assert pc.told == ["soon", "idle"]


def test_every_key_begins_the_time_anew(pc: Pc, qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    for _ in range(3):
        pc.go_on(280)
        qtbot.keyClick(widget, Qt.Key.Key_A)

    assert pc.told == ["soon", "used"] * 3


def test_a_key_that_is_swallowed_counts_as_use(pc: Pc, qapp: QApplication, qtbot: QtBot) -> None:
    class Swallowing(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            return event.type() == QEvent.Type.KeyPress

    widget, swallowing = QWidget(), Swallowing()
    qtbot.addWidget(widget)
    widget.installEventFilter(swallowing)
    widget.show()
    pc.go_on(280)

    qtbot.keyClick(widget, Qt.Key.Key_A)

    assert pc.told == ["soon", "used"]


def test_use_in_another_program_keeps_it_open(pc: Pc) -> None:
    for _ in range(5):
        pc.unused = 0.0
        pc.go_on(200)

    assert pc.told == []
    pc.go_on(301)
    assert pc.told == ["soon", "idle"]


def test_a_system_that_ceases_to_tell_leaves_what_was_seen_here(pc: Pc) -> None:
    pc.unused = 0.0
    pc.go_on(250)
    pc.unused = None

    pc.go_on(51)

    assert pc.told[-1] == "idle"


def test_a_sleep_longer_than_the_limit_locks_at_once(pc: Pc) -> None:
    pc.now += 3_600
    pc.slept += 3_600
    pc.unused = 0.0  # opening the lid was a use

    pc.watch.look()

    assert pc.told == ["slept"]


def test_the_wall_clock_means_nothing(pc: Pc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)

    pc.go_on(10)

    assert pc.told == []


def test_it_counts_anew_for_who_came_back_after_the_time_was_over(pc: Pc) -> None:
    pc.go_on(300)
    pc.told.clear()
    pc.watch.begin_again()
    pc.go_on(299)
    assert pc.told == ["used", "soon"]
    pc.go_on(1)
    assert pc.told == ["used", "soon", "idle"]
