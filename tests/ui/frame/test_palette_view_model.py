from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future

import pytest
from pytestqt.qtbot import QtBot

from app.errors import Refused
from ui.frame.findings import Finding, FindingGroup
from ui.frame.palette_view_model import PaletteViewModel
from ui.jobs import Jobs

HIDE = Finding("hide", "hide", "Hide the screen")


class _Reader:
    """Stands for the reading lane: keeps each question until it is answered."""

    def __init__(self) -> None:
        self.asked: dict[str, Future[Sequence[FindingGroup]]] = {}

    def search(self, text: str) -> Future[Sequence[FindingGroup]]:
        self.asked[text] = Future()
        return self.asked[text]

    def answer(self, text: str, *titles: str) -> None:
        found = tuple(Finding(title, "user", title) for title in titles)
        self.asked[text].set_result((FindingGroup("People", found),))


@pytest.fixture
def reader() -> _Reader:
    return _Reader()


@pytest.fixture
def view_model(reader: _Reader, qtbot: QtBot) -> PaletteViewModel:
    return PaletteViewModel(reader.search, Jobs(), actions=(HIDE,))


def test_what_is_found_stands_before_what_can_be_done(
    view_model: PaletteViewModel, reader: _Reader, qtbot: QtBot
) -> None:
    view_model.look_for("tan")

    with qtbot.waitSignal(view_model.groups_changed, timeout=1000) as told:
        reader.answer("tan", "Tansy Bramblewick")

    assert [group.name for group in told.args[0]] == ["People", "Do"]
    view_model.forget()


def test_a_late_answer_to_an_old_text_is_dropped(
    view_model: PaletteViewModel, reader: _Reader, qtbot: QtBot
) -> None:
    shown: list[tuple[FindingGroup, ...]] = []
    view_model.groups_changed.connect(shown.append)
    view_model.look_for("ta")
    reader.asked["ta"].set_running_or_notify_cancel()
    view_model.look_for("tan")

    reader.answer("ta", "Old")
    reader.answer("tan", "Tansy Bramblewick")

    qtbot.waitUntil(lambda: bool(shown))
    titles = [finding.title for group in shown[0] for finding in group.findings]
    assert titles == ["Tansy Bramblewick", "Hide the screen"]
    assert len(shown) == 1
    view_model.forget()


def test_a_search_that_nobody_waits_for_is_called_off(
    view_model: PaletteViewModel, reader: _Reader
) -> None:
    view_model.look_for("ta")

    view_model.look_for("tan")

    assert reader.asked["ta"].cancelled()
    view_model.forget()


def test_the_count_is_told_when_the_text_has_rested(
    view_model: PaletteViewModel, reader: _Reader, qtbot: QtBot
) -> None:
    view_model.look_for("tan")

    with qtbot.waitSignal(view_model.counted, timeout=2000) as told:
        reader.answer("tan", "Tansy Bramblewick", "Nicholas Tansley-Test")

    assert told.args == [2]


def test_an_empty_text_asks_nothing(
    view_model: PaletteViewModel, reader: _Reader, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(view_model.groups_changed, timeout=1000):
        view_model.look_for("  ")

    assert reader.asked == {}


def test_a_failure_is_told(view_model: PaletteViewModel, reader: _Reader, qtbot: QtBot) -> None:
    view_model.look_for("tan")

    with qtbot.waitSignal(view_model.failed, timeout=1000) as told:
        reader.asked["tan"].set_exception(Refused("vault.busy"))

    assert told.args[0].code == "vault.busy"


def test_forgetting_drops_what_was_found_and_what_is_on_its_way(
    view_model: PaletteViewModel, reader: _Reader, qtbot: QtBot
) -> None:
    view_model.look_for("tan")

    with qtbot.waitSignal(view_model.groups_changed, timeout=1000) as told:
        view_model.forget()

    assert reader.asked["tan"].cancelled()
    assert [group.name for group in told.args[0]] == ["Do"]


def test_the_actions_of_a_person_can_be_listed(reader: _Reader, qtbot: QtBot) -> None:
    person = Finding("p1", "user", "Tansy Bramblewick")
    note = Finding("note", "note", "Add a note")
    view_model = PaletteViewModel(
        reader.search, Jobs(), actions_for=lambda found: (note,) if found is person else ()
    )

    with qtbot.waitSignal(view_model.groups_changed, timeout=1000) as told:
        assert view_model.list_actions(person)

    assert told.args[0] == (FindingGroup("Tansy Bramblewick", (note,)),)
    assert not view_model.list_actions(note)
