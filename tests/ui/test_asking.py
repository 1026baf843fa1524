"""A question that is asked one at a time."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.errors import Refused, YarrowError
from ui.asking import OneAtATime
from ui.jobs import Jobs


class Office(QObject):
    """Asks whatever it is asked, and writes down what came."""

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[Future[str]] = []
        self.came: list[str] = []
        self.asking = OneAtATime(
            self._ask, Jobs(self), self, done=self.came.append, failed=self._on_failed
        )

    def _ask(self) -> Future[str]:
        self.questions.append(Future())
        return self.questions[-1]

    def _on_failed(self, error: YarrowError) -> None:
        self.came.append(error.code)


def came_is(office: Office, *answers: str) -> Callable[[], bool]:
    return lambda: office.came == [*answers]


def test_what_is_asked_meanwhile_is_asked_once_more_after_the_answer(qtbot: QtBot) -> None:
    office = Office()
    for _ in range(5):
        office.asking.ask()
    assert len(office.questions) == 1

    office.questions[0].set_result("of before")
    qtbot.waitUntil(came_is(office, "of before"))
    assert len(office.questions) == 2

    office.questions[1].set_result("of now")
    qtbot.waitUntil(came_is(office, "of before", "of now"))
    assert len(office.questions) == 2


def test_after_a_failure_what_was_asked_meanwhile_is_still_asked(qtbot: QtBot) -> None:
    office = Office()
    office.asking.ask()
    office.asking.ask()

    office.questions[0].set_exception(Refused("records.id_shape"))
    qtbot.waitUntil(came_is(office, "records.id_shape"))

    assert len(office.questions) == 2


def test_whoever_only_looks_takes_the_answer_that_is_on_its_way(qtbot: QtBot) -> None:
    office = Office()
    office.asking.ask()
    office.asking.look()
    office.questions[0].set_result("as it stands")
    qtbot.waitUntil(came_is(office, "as it stands"))
    assert len(office.questions) == 1

    office.asking.look()
    assert len(office.questions) == 2


def test_after_a_failure_that_nobody_expected_it_can_be_asked_again(qtbot: QtBot) -> None:
    office = Office()
    office.asking.ask()
    with qtbot.capture_exceptions() as met:
        office.questions[0].set_exception(ZeroDivisionError())
        qtbot.waitUntil(lambda: bool(met))

    office.asking.ask()
    office.questions[1].set_result("of now")

    qtbot.waitUntil(came_is(office, "of now"))
