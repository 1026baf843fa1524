"""Which months, which place, which way: what is asked for, and what is shown of it."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace

from PySide6.QtWidgets import QApplication

from app.domain.months import Span
from app.domain.overview import Overview, Seen
from app.domain.periods import Quarter
from app.errors import Refused
from tests.ui.reports.conftest import NOW
from tests.ui.reports.figures import DONE, REFERRED, SHOWN, SPAN
from ui.jobs import Jobs
from ui.reports.view_model import ReportCalls, ReportsViewModel

Q2, Q3, Q4 = (Quarter(2026, number) for number in (2, 3, 4))


def test_it_begins_with_this_quarter_and_the_one_before_and_reads_what_is_chosen(
    model: ReportsViewModel, asked: list[Span]
) -> None:
    model.refresh()
    model.begin_at(Q2)
    model.end_at(Q3)

    assert asked == [SPAN, Span(Q2, Q4), Span(Q2, Q3)]
    assert model.quarters[-1] == Q4 and len(model.quarters) == 8


def test_the_other_way_to_look_needs_no_reading(model: ReportsViewModel, asked: list[Span]) -> None:
    model.refresh()
    QApplication.processEvents()
    assert model.view == REFERRED

    model.look_in(Seen.DONE)

    assert model.view == DONE and len(asked) == 1


def test_one_place_stands_alone_and_one_that_is_not_there_shows_all(
    model: ReportsViewModel,
) -> None:
    model.refresh()
    QApplication.processEvents()

    model.look_at_site("D")
    assert [row.code for row in model.sites] == ["D"]
    model.look_at_site("gone")
    assert len(model.sites) == 6
    model.shown = replace(SHOWN, sites=(SHOWN.sites[0], SHOWN.sites[-1]))
    assert [row.code for row in model.sites] == ["A"]


def test_an_older_answer_is_dropped_and_a_failure_is_said(qapp: QApplication) -> None:
    answers: list[Future[Overview]] = []
    jobs = Jobs()

    def load(_span: Span) -> Future[Overview]:
        answers.append(Future())
        return answers[-1]

    model, told = ReportsViewModel(ReportCalls(load, lambda: NOW), jobs), list[str]()
    model.failed.connect(told.append)
    model.refresh()
    model.begin_at(Q4)
    answers[0].set_result(SHOWN)
    QApplication.processEvents()
    assert model.shown is None and model.is_working

    answers[1].set_exception(Refused("leaving.no_folder"))
    QApplication.processEvents()
    assert len(told) == 1
    model.deleteLater()
    jobs.deleteLater()
