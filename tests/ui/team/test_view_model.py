"""What the panel asks for, and what it is told of newcomers, without a screen."""

from __future__ import annotations

from dataclasses import replace

from pytestqt.qtbot import QtBot

from app.errors import Refused
from tests.ui.team.conftest import APART, HOME, NOW_MS, OWN, WREN, Service
from ui.jobs import Jobs
from ui.team.facts import Code, JoinedFacts, TeamFacts
from ui.team.view_model import TeamViewModel


def test_a_code_is_read_in_seven_groups_of_four() -> None:
    for between in "- ":
        letters = between.join(("7F3A", "91C2", "0B5E", "D418", "AAAA", "BBBB", "CCCC"))
        assert Code(letters, 0, b"").groups == tuple(letters.split(between))


def test_ending_a_code_takes_it_away_and_brings_the_news(
    model: TeamViewModel, service: Service, qtbot: QtBot
) -> None:
    model.show_code(Code("7F3A", NOW_MS + 1_000, HOME.id))
    model.cancel(b"i")
    assert service.asked == [("cancel", HOME.id, b"i")]

    with qtbot.waitSignal(model.stated):
        service.answers[-1].set_result(None)

    assert model.shown_code is None


def test_who_may_not_is_told_so(model: TeamViewModel, service: Service, qtbot: QtBot) -> None:
    model.cancel(b"i")
    service.answers[-1].set_exception(Refused("space.not_yours_to_cancel"))

    qtbot.waitUntil(lambda: "Only a lead can end" in model.problem)


def test_a_newcomer_is_told_of_once(service: Service, jobs: Jobs, qtbot: QtBot) -> None:
    model = TeamViewModel(service.calls(), jobs)
    with qtbot.waitSignal(model.joined) as at_first:
        model.refresh()
    with qtbot.assertNotEmitted(model.joined), qtbot.waitSignal(model.changed):
        model.refresh()

    another = JoinedFacts("Tansy Bramblewick", "Laptop 1", NOW_MS, 18)
    service.facts = TeamFacts((replace(HOME, joined=(*HOME.joined, another)),))
    with qtbot.waitSignal(model.joined) as meanwhile:
        model.refresh()
    model.know()

    assert (at_first.args, meanwhile.args) == ([True], [False])

    assert service.asked == [("known", HOME.id, 18)]
    model.deleteLater()


def test_a_code_is_shown_with_its_own_space_alone(
    model: TeamViewModel, service: Service, qtbot: QtBot
) -> None:
    service.facts = TeamFacts((HOME, APART))
    with qtbot.waitSignal(model.changed):
        model.refresh()
    model.show_code(Code("7F3A", NOW_MS + 1_000, HOME.id))

    model.look_at(APART.id)
    assert model.shown_code is None

    model.look_at(HOME.id)
    assert model.shown_code is not None


def test_a_reader_writes_nowhere_that_anybody_would_see() -> None:
    reads = replace(HOME, people=(replace(WREN, devices=(replace(OWN, role="reader"),)),))

    assert HOME.may_write
    assert not reads.may_write
