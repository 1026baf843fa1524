"""Two people's desktops and a real service: set up, invited, joined, sent, received."""

from __future__ import annotations

from collections.abc import Callable

from tests.app.wiring.driving import Program
from tests.app.wiring.recording import record_someone
from tests.app.wiring.sync.desktops import invited, set_up
from tests.sync.conftest import RunningService


def test_what_one_records_the_other_reads(
    desktop_of: Callable[[str], Program], service: RunningService
) -> None:
    wren = desktop_of("Wren Pepperday")
    sync = wren.session.joined.sync
    assert sync.model.chip.sentence == "Not set up to send"
    set_up(wren, service)
    record_someone(wren, "Tansy Bramblewick")
    wren.wait(lambda: sync.model.facts.only_here == 0 and sync.model.facts.reached_ms is not None)
    assert sync.model.chip.sentence.startswith("All received")

    code = invited(wren)
    linnet = desktop_of("Linnet Marrowby")
    theirs = linnet.session.joined.sync
    joined = theirs.join(code, service.url)
    linnet.wait(joined.done)
    assert joined.exception() is None
    theirs.model.refresh()
    linnet.wait(lambda: theirs.model.facts.reached_ms is not None)

    linnet.session.window.show_place("people")
    people = linnet.session.joined.people.model
    linnet.wait(lambda: people.count == 1 and people.row(0) is not None)
    row = people.row(0)
    assert row is not None
    assert row.name == "Tansy Bramblewick"
    linnet.wait(lambda: bool(theirs.team.model.facts.spaces))
    (space,) = theirs.team.model.facts.spaces
    assert "Wren Pepperday" in [person.name for person in space.people]

    # What Wren records next comes by itself, long before the minute is over.
    linnet.wait(lambda: theirs.lane.is_listening)
    wren.window.activateWindow()
    wren.wait(wren.window.isActiveWindow)
    record_someone(wren, "Clover Fennimore")
    linnet.wait(lambda: people.count == 2)


def test_with_the_service_away_nothing_waits_and_the_chip_says_so(
    desktop_of: Callable[[str], Program], service: RunningService
) -> None:
    wren = desktop_of("Wren Pepperday")
    set_up(wren, service)
    sync = wren.session.joined.sync
    wren.wait(lambda: not sync.model.is_running and sync.model.facts.reached_ms is not None)
    service.stop()

    record_someone(wren, "Clover Fennimore")

    wren.wait(lambda: sync.model.facts.only_here > 0)
    wren.wait(lambda: bool(sync.model.problems))
    assert "only on this PC" in sync.model.chip.sentence
    assert "cannot be reached" in sync.model.problems[0]

    service.start()
    sync.model.exchange()
    wren.wait(lambda: sync.model.facts.only_here == 0)
    assert sync.model.problems == ()


def test_a_vault_without_a_space_asks_nobody(
    desktop_of: Callable[[str], Program], service: RunningService
) -> None:
    wren = desktop_of("Wren Pepperday")
    record_someone(wren, "Marigold Thistledown")
    sync = wren.session.joined.sync
    wren.wait(lambda: sync.model.facts.only_here > 0)

    sync.model.exchange()

    assert not sync.model.is_running
    assert sync.model.chip.sentence == "Not set up to send"
