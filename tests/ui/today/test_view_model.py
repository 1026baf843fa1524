"""What Today shows, without a screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from app.domain.referral import State
from app.domain.worklist import Due, Reason, Referred
from app.errors import Refused
from ui.jobs import Jobs
from ui.today.view_model import ALL, TodayCalls, TodayViewModel
from ui.today.wording import Ring, key_of

NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)
DRAFT = Due(Reason.DRAFT, None, b"d" * 16, 1_000)
WAITS = Due(Reason.ONLY_HERE, None, b"w" * 16, 2_000, count=3)
MORE = Due(Reason.ONLY_HERE, None, b"m" * 16, 1_500, count=1)


class List:
    """A list that is given when the test says so."""

    def __init__(self) -> None:
        self.asked: list[Future[Sequence[Due]]] = []

    def ask(self) -> Future[Sequence[Due]]:
        self.asked.append(Future())
        return self.asked[-1]


@pytest.fixture
def rows() -> List:
    return List()


@pytest.fixture
def model(rows: List, qtbot: QtBot) -> Iterator[TodayViewModel]:
    jobs = Jobs()
    calls = TodayCalls(rows.ask, lambda: NOW, str, Ring("the team", "ext. 2040"), "Wren")
    model = TodayViewModel(calls, jobs)
    yield model
    model.deleteLater()
    jobs.deleteLater()


def answer(model: TodayViewModel, rows: List, qtbot: QtBot, dues: Sequence[Due]) -> None:
    model.refresh()
    with qtbot.waitSignal(model.counted):
        rows.asked[-1].set_result(dues)


def test_rows_stand_under_their_heads(model: TodayViewModel, rows: List, qtbot: QtBot) -> None:
    answer(model, rows, qtbot, [DRAFT, WAITS])

    filled = [group for group in model.groups if group.rows]
    assert [group.name for group in filled] == ["Drafts", "Only on this PC"]
    assert model.counts[ALL] == 2


def test_a_filter_shows_only_its_rows(model: TodayViewModel, rows: List, qtbot: QtBot) -> None:
    answer(model, rows, qtbot, [DRAFT, WAITS])

    model.choose_filter("draft")

    assert [row.key for group in model.groups for row in group.rows] == [key_of(DRAFT)]


def test_only_mine_leaves_out_what_a_colleague_has_and_offers_to_nobody(
    model: TodayViewModel, rows: List, qtbot: QtBot
) -> None:
    def had(by: str, *, key: bytes, to: str = "") -> Due:
        said = Referred("", State.ACCEPTED, worker=by, offered_to=to)
        return Due(Reason.FIRST_CONTACT, None, key, 0, referred=said)

    mine, hers, offered = had("Wren", key=b"1"), had("Linnet", key=b"2"), had("L", key=b"3", to="W")
    answer(model, rows, qtbot, [mine, hers, offered, DRAFT])
    assert model.has_others

    model.show_mine(only=True)
    shown = [row.key for group in model.groups for row in group.rows]
    assert shown == [key_of(mine), key_of(offered), key_of(DRAFT)]
    assert model.counts[ALL] == 3

    model.show_mine(only=False)
    assert model.counts[ALL] == 4


def test_a_filter_whose_rows_are_gone_gives_way_to_all(
    model: TodayViewModel, rows: List, qtbot: QtBot
) -> None:
    answer(model, rows, qtbot, [DRAFT, WAITS])
    model.choose_filter("draft")

    answer(model, rows, qtbot, [WAITS])

    assert model.filter == ALL


def test_what_is_asked_meanwhile_is_asked_once_more(model: TodayViewModel, rows: List) -> None:
    model.refresh()
    model.refresh()
    model.refresh()
    assert len(rows.asked) == 1


def test_a_refresh_during_an_answer_brings_a_newer_one(
    model: TodayViewModel, rows: List, qtbot: QtBot
) -> None:
    model.refresh()
    model.refresh()
    with qtbot.waitSignal(model.counted):
        rows.asked[0].set_result([])

    assert len(rows.asked) == 2


def test_the_panel_follows_the_chosen_row(model: TodayViewModel, rows: List, qtbot: QtBot) -> None:
    answer(model, rows, qtbot, [DRAFT, WAITS])

    with qtbot.waitSignal(model.chosen_changed):
        model.choose(key_of(WAITS))

    assert model.chosen == WAITS


def test_a_row_that_is_gone_is_chosen_no_more(
    model: TodayViewModel, rows: List, qtbot: QtBot
) -> None:
    answer(model, rows, qtbot, [DRAFT])
    model.choose(key_of(DRAFT))

    answer(model, rows, qtbot, [])

    assert model.chosen is None


def test_what_is_only_here_is_counted_together(
    model: TodayViewModel, rows: List, qtbot: QtBot
) -> None:
    answer(model, rows, qtbot, [DRAFT, WAITS, MORE])

    assert model.only_here == (4, 1_500)


def test_a_failure_is_told_and_the_rows_stay(
    model: TodayViewModel, rows: List, qtbot: QtBot
) -> None:
    answer(model, rows, qtbot, [DRAFT])
    model.refresh()
    with qtbot.waitSignal(model.changed):
        rows.asked[-1].set_exception(Refused("vault.closed"))

    assert "closed" in model.problem
    assert model.counts[ALL] == 1


def test_many_files_that_are_only_here_are_one_row(
    model: TodayViewModel, rows: List, qtbot: QtBot
) -> None:
    many = [Due(Reason.ONLY_HERE, None, bytes([n]) * 16, 1_000 + n, count=2) for n in range(9)]
    answer(model, rows, qtbot, [DRAFT, *many])

    only_here = next(group for group in model.groups if group.name == "Only on this PC")
    (row,) = only_here.rows
    assert (row.name, row.matter) == ("9 files", "18 items")
    assert model.only_here == (18, 1_000)
