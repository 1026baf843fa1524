from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.turns import Steps, Turns, paint_in_own_turn


def counting(seen: list[str], name: str, times: int) -> Iterator[None]:
    for number in range(times):
        seen.append(f"{name}{number}")
        yield


def test_a_piece_is_done_at_each_step_until_none_is_left() -> None:
    seen: list[str] = []
    steps = Steps(counting(seen, "a", 2))

    assert [steps.step(), list(seen), steps.is_done] == [True, ["a0"], False]
    assert [steps.step(), list(seen)] == [True, ["a0", "a1"]]
    assert [steps.step(), steps.is_done, steps.step()] == [False, True, False]


def test_what_is_needed_now_is_done_at_once() -> None:
    seen: list[str] = []
    steps = Steps(counting(seen, "a", 3))
    steps.step()

    steps.finish()

    assert seen == ["a0", "a1", "a2"]
    assert steps.is_done


def test_a_piece_that_asks_for_all_of_it_is_not_begun_again() -> None:
    seen: list[str] = []

    def asking() -> Iterator[None]:
        steps.finish()
        seen.append("once")
        yield

    steps = Steps(asking())
    steps.finish()

    assert seen == ["once"]


def test_a_piece_that_fails_is_the_last_one() -> None:
    def failing() -> Iterator[None]:
        yield
        raise LookupError

    steps = Steps(failing())
    steps.step()

    with pytest.raises(LookupError):
        steps.step()
    assert steps.is_done


def test_what_is_added_is_done_in_turns_one_after_the_other(qtbot: QtBot) -> None:
    turns, seen = Turns(), list[str]()
    turns.add(Steps(counting(seen, "a", 2)))
    turns.add(Steps(counting(seen, "b", 1)))

    assert seen == []
    qtbot.waitUntil(lambda: turns.is_at_rest)

    assert seen == ["a0", "a1", "b0"]


def test_what_somebody_looks_at_goes_before_and_is_there_once(qtbot: QtBot) -> None:
    turns, seen = Turns(), list[str]()
    waiting = Steps(counting(seen, "b", 1))
    turns.add(Steps(counting(seen, "a", 1)))
    turns.add(waiting)
    turns.add_first(waiting)
    qtbot.waitUntil(lambda: turns.is_at_rest)

    assert seen == ["b0", "a0"]


def test_a_press_finds_its_way_between_two_turns(qtbot: QtBot) -> None:
    turns, seen = Turns(), list[str]()

    def endless() -> Iterator[None]:
        while "press" not in seen:
            yield

    turns.add(Steps(endless()))
    QTimer.singleShot(0, lambda: seen.append("press"))
    qtbot.waitUntil(lambda: turns.is_at_rest)

    assert seen == ["press"]


def test_nothing_is_done_after_the_end_whoever_asks(qtbot: QtBot) -> None:
    turns, seen = Turns(), list[str]()
    turns.add(Steps(counting(seen, "a", 1)))
    turns.stop()
    turns.add(Steps(counting(seen, "b", 1)))
    turns.add_first(Steps(counting(seen, "c", 1)))
    qtbot.wait(20)

    assert seen == []


class _Painted(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.times = 0
        self.when_painted: Callable[[], object] = lambda: None

    def paintEvent(self, _event: QPaintEvent) -> None:
        self.times += 1
        self.when_painted()


def test_what_changes_now_is_painted_in_a_turn_of_its_own(qtbot: QtBot) -> None:
    widget = _Painted()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: widget.times > 0)
    widget.times = 0

    paint_in_own_turn(widget)
    paint_in_own_turn(widget)
    widget.repaint()
    assert widget.times == 0

    qtbot.waitUntil(lambda: widget.times == 1)
    assert widget.updatesEnabled()


def test_a_part_that_is_much_to_paint_has_the_turn_after(qtbot: QtBot) -> None:
    outer, seen = _Painted(), list[str]()
    inner = _Painted()
    inner.setParent(outer)
    qtbot.addWidget(outer)
    outer.show()
    qtbot.waitUntil(lambda: inner.times > 0)
    outer.when_painted, inner.when_painted = lambda: seen.append("outer"), lambda: seen.append("in")
    beat = QTimer(outer, interval=0)
    beat.timeout.connect(lambda: seen.append("beat"))

    paint_in_own_turn(outer, inner)
    beat.start()
    qtbot.waitUntil(lambda: "in" in seen)

    assert seen.index("outer") < seen.index("in")
    assert "beat" in seen[seen.index("outer") : seen.index("in")]


def test_nothing_else_is_done_in_a_turn_that_paints(qtbot: QtBot) -> None:
    widget, turns, seen = _Painted(), Turns(), list[str]()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: widget.times > 0)
    widget.when_painted = lambda: seen.append("painted")

    turns.add(Steps(counting(seen, "a", 1)))
    paint_in_own_turn(widget)
    qtbot.waitUntil(lambda: turns.is_at_rest)

    assert seen == ["painted", "a0"]


class _Clock:
    """Stands still unless somebody says that he worked."""

    def __init__(self) -> None:
        self.at = 0.0

    def perf_counter(self) -> float:
        return self.at


def test_no_turn_is_taken_on_top_of_other_work_but_of_two_one_is(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, seen, other = _Clock(), list[str](), QTimer(interval=0)
    monkeypatch.setattr("ui.turns.time", clock)

    def work(name: str) -> None:
        clock.at += 1.0
        seen.append(name)

    def pieces() -> Iterator[None]:
        for _ in range(3):
            work("turn")
            yield

    turns = Turns()
    other.timeout.connect(lambda: work("other"))
    other.start()
    turns.add(Steps(pieces()))
    qtbot.waitUntil(lambda: turns.is_at_rest)
    other.stop()

    between = " ".join(seen).split("turn")[1:-1]
    assert [each.split() for each in between] == [["other", "other"]] * 2


def test_what_went_away_before_its_turn_keeps_nothing_from_being_painted(qtbot: QtBot) -> None:
    widget, gone = _Painted(), _Painted()
    qtbot.addWidget(widget)
    for each in (widget, gone):
        each.show()
    qtbot.waitUntil(lambda: widget.times > 0 and gone.times > 0)
    widget.times = 0

    paint_in_own_turn(gone)
    paint_in_own_turn(widget)
    shiboken6.delete(gone)

    qtbot.waitUntil(lambda: widget.times == 1)
