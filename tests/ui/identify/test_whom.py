from __future__ import annotations

from concurrent.futures import Future

from pytestqt.qtbot import QtBot

from app.domain.people import PersonRow
from app.errors import NotFound
from ui.identify.whom import Whom
from ui.jobs import Jobs


def failing(_: str) -> Future[list[PersonRow]]:
    future: Future[list[PersonRow]] = Future()
    future.set_exception(NotFound("records.no_such_file"))
    return future


def test_nobody_is_settled_until_taken_or_described(qtbot: QtBot, saffron: PersonRow) -> None:
    whom = Whom(failing, Jobs())
    assert not whom.is_settled

    whom.describe({})
    assert whom.is_settled
    assert whom.subject is None

    whom.take(saffron)
    assert (whom.person, whom.subject, whom.about) == (saffron, saffron.subject, None)

    whom.clear()
    assert not whom.is_settled


def test_a_search_that_fails_is_told(qtbot: QtBot) -> None:
    jobs = Jobs()
    whom = Whom(failing, jobs)

    with qtbot.waitSignal(whom.failed) as told:
        whom.look_for("fern")

    assert told.args[0].code == "records.no_such_file"


def test_what_is_known_by_the_end_of_a_comparison_is_compared_again(
    qtbot: QtBot, saffron: PersonRow
) -> None:
    answers: list[Future[list[PersonRow]]] = []

    def likely(_about: object) -> Future[list[PersonRow]]:
        answers.append(Future())
        return answers[-1]

    whom = Whom(failing, Jobs(), likely=likely)
    whom.describe({"name": "Fern"})
    done: list[str] = []
    whom.settle(lambda: done.append("save"), lambda: done.append("ask"))
    whom.describe({"name": "Saffron Tydewell"})
    answers[0].set_result([])
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert done == []

    answers[1].set_result([saffron])
    qtbot.waitUntil(lambda: done == ["ask"])
    assert whom.unsettled == [saffron]
