"""What may be asked of the service, and what is shown of it, without a screen."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from app.errors import Unreachable
from tests.ui.sync.conftest import FACTS, RECEIPT, Service
from ui.jobs import Jobs
from ui.sync.facts import SyncFacts, Where
from ui.sync.view_model import RECENT, SyncViewModel


def test_one_exchange_runs_at_a_time(model: SyncViewModel, service: Service) -> None:
    model.exchange()
    model.exchange()

    assert service.asked == [("exchange",)]
    assert model.is_running


def test_without_a_space_nobody_is_asked(service: Service, jobs: Jobs) -> None:
    service.facts = SyncFacts()
    model = SyncViewModel(service.calls(), jobs)

    model.exchange()

    assert service.asked == []
    model.deleteLater()


def test_nothing_is_known_before_the_facts_were_read_once(
    service: Service, jobs: Jobs, qtbot: QtBot
) -> None:
    model = SyncViewModel(service.calls(), jobs)
    assert not model.is_known

    with qtbot.waitSignal(model.changed):
        model.refresh()

    assert model.is_known
    model.deleteLater()


def test_after_an_exchange_the_facts_are_read_anew(
    model: SyncViewModel, service: Service, qtbot: QtBot
) -> None:
    model.exchange()
    service.facts = replace(FACTS, only_here=0)

    with qtbot.waitSignal(model.exchanged):
        service.answers[-1].set_result(None)

    qtbot.waitUntil(lambda: model.facts.only_here == 0)
    assert not model.is_running


def test_a_failure_is_told_and_the_next_try_forgets_it(
    model: SyncViewModel, service: Service, qtbot: QtBot
) -> None:
    model.exchange()
    with qtbot.waitSignal(model.exchanged):
        service.answers[-1].set_exception(Unreachable("exchange.unreachable"))
    assert "cannot be reached" in model.problems[0]

    model.exchange()
    with qtbot.waitSignal(model.exchanged):
        service.answers[-1].set_result(None)

    assert model.problems == ()


def test_a_problem_is_told_once(model: SyncViewModel, service: Service, qtbot: QtBot) -> None:
    service.facts = replace(FACTS, problems=("It is away.", "It is away."))
    model.refresh()

    qtbot.waitUntil(lambda: model.problems == ("It is away.",))


def test_filters_show_what_is_in_one_place(model: SyncViewModel) -> None:
    assert len(model.rows) == 3

    model.choose_filter(Where.WAITING.value)
    assert [row.cells[0].text for row in model.rows] == ["Note"]

    model.choose_filter(RECENT)
    assert len(model.rows) == 3


def test_what_a_check_of_the_receipt_came_to_is_told_until_another_receipt_comes(
    model: SyncViewModel, service: Service, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(model.changed):
        model.check_receipt()
    assert model.checked.startswith("Checked 10:05: the signature is the service’s")

    service.facts = replace(FACTS, receipt=replace(RECEIPT, code="0" * 16))
    with qtbot.waitSignal(model.changed):
        model.refresh()
    assert model.checked == ""

    service.receipt = replace(RECEIPT, code="")
    with qtbot.waitSignal(model.changed):
        model.check_receipt()
    assert "does not hold" in model.checked


def test_what_was_refused_is_let_go_and_sent_at_once(
    model: SyncViewModel, service: Service, qtbot: QtBot
) -> None:
    model.send_again()
    service.answers[-1].set_result(2)

    qtbot.waitUntil(lambda: service.asked == [("again",), ("exchange",)])
