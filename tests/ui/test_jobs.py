from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event, Thread, current_thread
from weakref import finalize

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

from app.errors import Refused, YarrowError
from ui.jobs import Jobs


class _Page(QObject):
    """Remembers what came home, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.results: list[int] = []
        self.failures: list[str] = []
        self.threads: list[QThread] = []

    def show(self, result: int) -> None:
        self.results.append(result)
        self.threads.append(QThread.currentThread())

    def explain(self, failure: YarrowError) -> None:
        self.failures.append(failure.code)


@pytest.fixture
def lane() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(max_workers=1) as lane:
        yield lane


def test_a_result_comes_home_to_the_thread_of_the_screen(
    qtbot: QtBot, lane: ThreadPoolExecutor
) -> None:
    jobs, page = Jobs(), _Page()

    jobs.when_done(lane.submit(lambda: 7), page, done=page.show, failed=page.explain)

    qtbot.waitUntil(lambda: page.results == [7])
    assert page.threads == [page.thread()]


def test_an_expected_failure_comes_home_too(qtbot: QtBot, lane: ThreadPoolExecutor) -> None:
    jobs, page = Jobs(), _Page()

    def refuse() -> int:
        raise Refused("vault.busy")

    jobs.when_done(lane.submit(refuse), page, done=page.show, failed=page.explain)

    qtbot.waitUntil(lambda: page.failures == ["vault.busy"])
    assert page.results == []


def test_a_result_for_a_page_that_is_gone_is_dropped(
    qtbot: QtBot, lane: ThreadPoolExecutor
) -> None:
    jobs, page, stays, gate = Jobs(), _Page(), _Page(), Event()
    future = lane.submit(gate.wait)
    jobs.when_done(future, page, done=page.show, failed=page.explain)
    jobs.when_done(future, stays, done=stays.show, failed=stays.explain)

    shiboken6.delete(page)
    gate.set()

    qtbot.waitUntil(lambda: len(stays.results) == 1)
    assert page.results == []


def test_a_cancelled_job_says_nothing(qtbot: QtBot) -> None:
    jobs, page, after = Jobs(), _Page(), _Page()
    cancelled: Future[int] = Future()
    finished: Future[int] = Future()
    jobs.when_done(cancelled, page, done=page.show, failed=page.explain)
    jobs.when_done(finished, after, done=after.show, failed=after.explain)

    cancelled.cancel()
    finished.set_result(1)

    qtbot.waitUntil(lambda: after.results == [1])
    assert page.results == []
    assert page.failures == []


def test_what_nobody_expected_reaches_the_program_s_hook(
    qtbot: QtBot, lane: ThreadPoolExecutor
) -> None:
    jobs, page, after = Jobs(), _Page(), _Page()

    def break_down() -> int:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught:
        jobs.when_done(lane.submit(break_down), page, done=page.show, failed=page.explain)
        jobs.when_done(lane.submit(lambda: 1), after, done=after.show, failed=after.explain)
        qtbot.waitUntil(lambda: after.results == [1])

    assert [kind for kind, *_ in caught] == [ZeroDivisionError]


def test_who_waits_for_a_result_is_not_destroyed_on_the_lane_that_had_it_last(
    qtbot: QtBot,
) -> None:
    jobs, after, gate, is_known, where = Jobs(), _Page(), Event(), Event(), list[str]()

    def ask() -> Future[int]:
        answer, page = Future[int](), _Page()
        finalize(page, lambda: where.append(current_thread().name))
        jobs.when_done(answer, page, done=page.show, failed=page.explain)
        return answer

    def work(asked: list[Future[int]]) -> None:
        answer = asked.pop()
        answer.set_result(7)
        is_known.set()
        gate.wait()

    lane = Thread(target=work, args=([ask()],), name="lane")
    lane.start()
    is_known.wait()
    later = Future[int]()
    later.set_result(1)
    jobs.when_done(later, after, done=after.show, failed=after.explain)
    qtbot.waitUntil(lambda: after.results == [1])
    gate.set()
    lane.join()

    assert where == [current_thread().name]


def test_results_for_jobs_that_are_gone_do_no_harm(lane: ThreadPoolExecutor, qtbot: QtBot) -> None:
    jobs, page, gate = Jobs(), _Page(), Event()
    future = lane.submit(gate.wait)
    jobs.when_done(future, page, done=page.show, failed=page.explain)

    shiboken6.delete(jobs)
    gate.set()

    assert future.result(timeout=5) is True
    assert page.results == []
