"""The figures of a place, and presses that are written one after the other."""

from __future__ import annotations

from concurrent.futures import Future

import pytest
from PySide6.QtCore import QCoreApplication

from app.domain.practice import Practice, Tally
from app.errors import Refused
from ui.jobs import Jobs
from ui.practice.view_model import PracticeCalls, PracticeViewModel, Shown

NOTHING = Practice((), (), (), {}, 0, 0, 0)


class Vault:
    """Answers at once, but for figures, which wait for `answer`."""

    def __init__(self) -> None:
        self.loads: list[tuple[tuple[str, str], Future[Shown]]] = []
        self.presses: list[tuple[str, str, int]] = []
        self.asked = 0
        self.failure: Refused | None = None

    def calls(self) -> PracticeCalls:
        return PracticeCalls(self.load, self.count)

    def load(self, site: str, counted_at: str) -> Future[Shown]:
        self.loads.append(((site, counted_at), Future()))
        return self.loads[-1][1]

    def answer(self, number: int = -1, *, at: str = "Z99901") -> None:
        (_, counted_at), future = self.loads[number]
        shown = Shown(NOTHING, (), Tally(self.asked), counted_at or at)
        future.set_result(shown)
        QCoreApplication.processEvents()

    def count(self, site: str, result: str, by: int) -> Future[Tally]:
        self.presses.append((site, result, by))
        written: Future[Tally] = Future()
        if self.failure is not None:
            written.set_exception(self.failure)
        else:
            self.asked += by
            written.set_result(Tally(self.asked))
        return written


@pytest.fixture
def vault(qapp: object) -> Vault:
    return Vault()


@pytest.fixture
def model(vault: Vault) -> PracticeViewModel:
    jobs = Jobs()
    made = PracticeViewModel(vault.calls(), jobs)
    made.jobs_of_test = jobs  # type: ignore[attr-defined]
    made.refresh()
    return made


def test_presses_before_it_is_known_where_are_counted_as_soon_as_it_is(
    vault: Vault, model: PracticeViewModel
) -> None:
    model.count("asked")
    model.count("asked")
    assert vault.presses == []

    vault.answer()
    QCoreApplication.processEvents()

    assert vault.presses == [("Z99901", "asked", 1)] * 2
    assert model.tally == Tally(2)


def test_the_last_press_is_taken_back_and_no_other_place_s(
    vault: Vault, model: PracticeViewModel
) -> None:
    vault.answer()
    model.count("asked")
    model.count("not_safe")
    model.undo()
    assert vault.presses[-1] == ("Z99901", "not_safe", -1)

    model.count_at("Z99902")
    vault.answer()
    model.undo()

    assert len(vault.presses) == 3
    assert not model.may_undo


def test_figures_that_come_late_for_another_place_are_dropped(
    vault: Vault, model: PracticeViewModel
) -> None:
    model.look_at("Z99902")
    vault.answer(1)
    first = model.shown
    vault.answer(0)

    assert model.shown is first
    assert [asked for asked, _ in vault.loads] == [("", ""), ("Z99902", "")]


def test_a_press_that_could_not_be_written_is_told(vault: Vault, model: PracticeViewModel) -> None:
    vault.answer()
    told: list[str] = []
    model.failed.connect(told.append)
    vault.failure = Refused("vault.closed")

    model.count("asked")
    QCoreApplication.processEvents()

    assert len(told) == 1
    assert model.tally == Tally(0)
