"""The list of people: never more than some pages, never an answer to an old question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from typing import TypeVar

import pytest
from pytestqt.qtbot import QtBot

from app.domain.people import PersonRow
from app.domain.records import SyncState
from app.errors import Refused
from ui.jobs import Jobs
from ui.people.view_model import PAGE, PeopleCalls, PeopleViewModel

T = TypeVar("T")
MANY = 200_000


def person(number: int) -> PersonRow:
    subject = number.to_bytes(16, "big")
    name = f"Person {number}"
    return PersonRow(subject, name, (), None, None, "", "", 0, SyncState.RECEIVED, False)


class People:
    """A vault with very many people that answers at once, and searches that wait for the test."""

    def __init__(self) -> None:
        self.pages: list[Sequence[int]] = []
        self.searches: list[tuple[str, Future[Sequence[PersonRow]]]] = []
        self.dropped: list[object] = []

    def numbers(self) -> Future[Sequence[int]]:
        return given(range(MANY))

    def rows(self, numbers: Sequence[int]) -> Future[Sequence[PersonRow]]:
        self.pages.append(numbers)
        return given([person(number) for number in numbers])

    def search(self, words: str) -> Future[Sequence[PersonRow]]:
        answer: Future[Sequence[PersonRow]] = Future()
        self.searches.append((words, answer))
        return answer

    def calls(self) -> PeopleCalls:
        return PeopleCalls(self.numbers, self.rows, self.search, self.dropped.append)


def given(value: T) -> Future[T]:
    answer: Future[T] = Future()
    answer.set_result(value)
    return answer


@pytest.fixture
def people() -> People:
    return People()


@pytest.fixture
def model(people: People, qtbot: QtBot) -> Iterator[PeopleViewModel]:
    jobs = Jobs()
    model = PeopleViewModel(people.calls(), jobs)
    with qtbot.waitSignal(model.reset):
        model.refresh()
    yield model
    model.deleteLater()
    jobs.deleteLater()


def test_only_the_page_in_sight_is_asked_for(
    model: PeopleViewModel, people: People, qtbot: QtBot
) -> None:
    assert model.count == MANY

    with qtbot.waitSignal(model.arrived) as arrived:
        assert model.row(150_050) is None
        assert model.row(150_051) is None

    assert arrived.args == [150_000, 150_099]
    assert [len(page) for page in people.pages] == [PAGE]
    assert model.row(150_050) == person(150_050)


def test_old_pages_are_let_go(model: PeopleViewModel, people: People, qtbot: QtBot) -> None:
    for page in range(25):
        with qtbot.waitSignal(model.arrived):
            model.row(page * PAGE)
    asked = len(people.pages)

    model.row(0)

    assert len(people.pages) == asked + 1


def test_typing_searches_once_it_rests(
    model: PeopleViewModel, people: People, qtbot: QtBot
) -> None:
    for words in ("t", "ta", "tan"):
        model.filter(words)
    qtbot.waitUntil(lambda: bool(people.searches))
    with qtbot.waitSignal(model.reset):
        people.searches[0][1].set_result([person(7)])

    assert [words for words, _ in people.searches] == ["tan"]
    assert model.count == 1
    assert model.row(0) == person(7)


def test_an_outdated_search_is_stopped_and_its_answer_dropped(
    model: PeopleViewModel, people: People, qtbot: QtBot
) -> None:
    model.filter("tan")
    qtbot.waitUntil(lambda: len(people.searches) == 1)
    model.filter("tans")
    qtbot.waitUntil(lambda: len(people.searches) == 2)
    assert people.dropped == [people.searches[0][1]]

    with qtbot.waitSignal(model.reset):
        people.searches[0][1].set_result([person(1)])
        people.searches[1][1].set_result([person(2)])

    assert model.row(0) == person(2)


def test_no_words_show_everyone_again(model: PeopleViewModel, people: People, qtbot: QtBot) -> None:
    model.filter("tan")
    qtbot.waitUntil(lambda: bool(people.searches))

    with qtbot.waitSignal(model.reset):
        model.filter("")

    assert model.count == MANY


def test_a_failure_is_told(model: PeopleViewModel, people: People, qtbot: QtBot) -> None:
    model.filter("tan")
    qtbot.waitUntil(lambda: bool(people.searches))

    with qtbot.waitSignal(model.reset):
        people.searches[0][1].set_exception(Refused("vault.closed"))

    assert "closed" in model.problem


def test_a_row_asked_for_before_the_list_has_come_does_not_empty_it(
    people: People, qtbot: QtBot
) -> None:
    jobs = Jobs()
    model = PeopleViewModel(people.calls(), jobs)
    model.refresh()
    assert model.row(0) is None

    qtbot.waitUntil(lambda: model.count > 0)
    qtbot.waitUntil(lambda: model.row(0) is not None)
    model.deleteLater()
    jobs.deleteLater()
