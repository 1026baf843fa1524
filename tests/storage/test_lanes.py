"""Work goes in as functions and comes out as Futures: whole, in order, or not at all."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.errors import Refused
from storage.connection import open_records
from storage.lanes import Lane

ENDLESS = "with recursive n (x) as (select 1 union all select x + 1 from n) select count(*) from n"


@pytest.fixture
def lane(tmp_path):
    connection = open_records(tmp_path / "records.db", key=b"k" * 32, salt=b"s" * 16)
    connection.execute("create table n (x)")
    lane = Lane(connection, name="test", begin="begin immediate")
    yield lane
    lane.close()


def add(number):
    return lambda rows: rows.execute("insert into n values (?)", (number,))


def numbers(rows):
    return [row[0] for row in rows.execute("select x from n order by rowid")]


def test_work_is_done_in_the_order_it_was_asked_for(lane):
    for number in range(50):
        lane.run(add(number))

    assert lane.run(numbers).result() == list(range(50))


def test_what_nobody_looks_at_waits_behind_all_that_somebody_does(lane):
    may_go = threading.Event()
    held = lane.run(lambda _rows: may_go.wait(10))
    behind = [lane.run(add(number), behind=True) for number in (3, 4)]
    unwanted = lane.run(add(5), behind=True)
    lane.run(add(1))
    lane.run(add(2))

    lane.drop(unwanted)
    may_go.set()

    assert held.result()
    for each in behind:
        each.result()
    assert unwanted.cancelled()
    assert lane.run(numbers).result() == [1, 2, 3, 4]


def test_all_of_it_happens_on_one_thread_that_is_not_the_callers(lane):
    threads = {lane.run(lambda rows: threading.get_ident()).result() for _ in range(5)}

    assert len(threads) == 1
    assert threading.get_ident() not in threads


def test_what_is_done_here_is_done_on_the_callers_thread_and_whole(lane):
    def fail(rows):
        add(2)(rows)
        raise Refused("changes.too_large")

    assert lane.run_here(lambda rows: (add(1)(rows), threading.get_ident())[1]) == (
        threading.get_ident()
    )
    with pytest.raises(Refused, match=r"changes\.too_large"):
        lane.run_here(fail)

    assert lane.run(numbers).result() == [1]


def test_what_is_done_here_waits_for_what_is_under_way(lane):
    began, go_on, done = threading.Event(), threading.Event(), []

    def write(rows):
        began.set()
        go_on.wait()
        add(1)(rows)

    answer = lane.run(write)
    began.wait()
    here = threading.Thread(target=lambda: done.append(lane.run_here(numbers)))
    here.start()
    go_on.set()
    here.join()

    assert answer.exception() is None
    assert done == [[1]]


def test_whoever_drops_what_waits_for_work_done_here_stops_it_alone(lane):
    began, go_on, done = threading.Event(), threading.Event(), []

    def write(rows):
        began.set()
        go_on.wait()
        add(1)(rows)

    here = threading.Thread(target=lambda: done.append(lane.run_here(write)))
    here.start()
    began.wait()
    answer = lane.run(add(2))
    while not answer.running():
        pass
    while not answer.done():
        lane.drop(answer)
        go_on.set()
    here.join()

    assert done == [None]
    assert answer.exception().code == "vault.stopped"
    assert lane.run(numbers).result() == [1]


def test_a_failure_reaches_the_asker_and_leaves_nothing(lane):
    def fail(rows):
        add(1)(rows)
        raise Refused("changes.too_large")

    with pytest.raises(Refused, match=r"changes\.too_large"):
        lane.run(fail).result()

    assert lane.run(numbers).result() == []


def test_a_long_read_that_nobody_wants_is_stopped_and_the_next_one_is_not(lane):
    began = threading.Event()

    def read_for_ever(rows):
        began.set()
        return rows.execute(ENDLESS).fetchall()

    answer = lane.run(read_for_ever)
    waiting = lane.run(numbers)
    began.wait()
    while not answer.done():
        lane.drop(answer)

    assert isinstance(answer.exception(), Refused)
    assert answer.exception().code == "vault.stopped"
    assert waiting.result() == []


def test_work_dropped_before_its_turn_is_never_done(lane):
    hold = threading.Event()
    lane.run(lambda rows: hold.wait())
    answer = lane.run(add(1))

    lane.drop(answer)
    hold.set()

    assert answer.cancelled()
    assert lane.run(numbers).result() == []


def test_closing_finishes_what_was_asked_for_and_takes_nothing_new(lane):
    answers = [lane.run(add(number)) for number in range(20)]

    lane.close()

    assert all(answer.exception() is None for answer in answers)
    for ask in (lane.run, lane.run_here):
        with pytest.raises(Refused, match=r"vault\.closed"):
            ask(numbers)


def test_what_is_asked_for_while_another_thread_closes_is_done_or_refused(lane, monkeypatch):
    closer, submit = threading.Thread(target=lane.close), ThreadPoolExecutor.submit

    def closed_in_between(pool, work):
        closer.start()
        closer.join(timeout=0.05)
        return submit(pool, work)

    monkeypatch.setattr(ThreadPoolExecutor, "submit", closed_in_between)
    answer = lane.run(add(1))
    closer.join()

    assert answer.exception() is None
    with pytest.raises(Refused, match=r"vault\.closed"):
        lane.run(numbers)


def test_whoever_gives_up_waiting_stops_the_work(lane, monkeypatch):
    began = threading.Event()

    def read_for_ever(rows):
        began.set()
        return rows.execute(ENDLESS).fetchall()

    def interrupted():
        began.wait()
        raise KeyboardInterrupt

    answer = lane.run(read_for_ever)
    monkeypatch.setattr(answer, "result", interrupted)
    # Once is enough but for a stop that comes before the statement has begun.
    for _ in range(10_000):
        with pytest.raises(KeyboardInterrupt):
            lane.wait_for(answer)
        if answer.done():
            break

    assert answer.exception(timeout=1).code == "vault.stopped"


def test_a_lane_broken_off_ends_its_work_and_does_none_of_the_rest(lane):
    begun = threading.Event()

    def forever(rows):
        begun.set()
        return rows.execute(ENDLESS).fetchone()

    running, waiting = lane.run(forever), lane.run(numbers)
    behind = lane.run(numbers, behind=True)
    assert begun.wait(10)

    lane.break_off(latest_s=10)

    with pytest.raises(Refused) as refused:
        running.result(10)
    assert refused.value.code == "vault.stopped"
    assert waiting.cancelled() and behind.cancelled()
    with pytest.raises(Refused):
        lane.run(numbers)


def test_work_that_no_interrupt_ends_holds_nobody_up(lane):
    begun, may_go = threading.Event(), threading.Event()

    def deaf(_rows):
        begun.set()
        return may_go.wait(10)

    running = lane.run(deaf)
    assert begun.wait(10)

    lane.break_off(latest_s=0)

    assert not running.done()
    may_go.set()
    assert running.result(10)
