"""An exchange that ended is told as ended, whatever could not be done after it."""

from __future__ import annotations

from concurrent.futures import Future

from app.cli import syncing
from app.errors import Refused
from sync.totals import Totals


def test_a_way_in_that_could_not_be_kept_is_a_problem_and_no_failure(
    yarrow, kept_vault, monkeypatch
):
    ended: Future[Totals] = Future()
    ended.set_result(Totals(sent=3))

    def fails(_vault):
        raise Refused("vault.ways_unchanged")

    monkeypatch.setattr(syncing.SyncLane, "sync_whole", lambda _lane: ended)
    monkeypatch.setattr(syncing, "keep_slot_current", fails)

    told = yarrow("sync", kept_vault, "--json")

    assert (told.code, told.err) == (0, "")
    assert told.json["sent"] == 3
    assert [each["code"] for each in told.json["problems"]] == ["vault.ways_unchanged"]


def test_a_pause_over_many_clashes_is_told_with_what_it_takes_to_go_on(yarrow, vault, monkeypatch):
    asked: list[bool] = []

    def exchange(_lane):
        totals = Totals()
        totals.problems.append(Refused("exchange.many_clashes", count=51))
        ended: Future[Totals] = Future()
        ended.set_result(totals)
        return ended

    monkeypatch.setattr(syncing.SyncLane, "sync_whole", exchange)
    monkeypatch.setattr(syncing, "await_everywhere", lambda _rows: asked.append(True))

    told = yarrow("sync", vault, "--json")

    assert (told.code, told.err) == (0, "")
    (problem,) = told.json["problems"]
    assert problem["code"] == "exchange.many_clashes"
    assert "51 things" in problem["text"] and "--take-clashes" in problem["text"]
    assert asked == []
    assert yarrow("sync", vault, "--take-clashes").code == 0
    assert asked == [True]


def test_a_vault_without_a_space_has_no_devices_and_holds_nothing(yarrow, vault):
    for command in ("devices", "held"):
        ended = yarrow(command, vault, "--json")
        assert (ended.code, ended.json, ended.err) == (0, [], "")


def test_what_two_spaces_meet_alike_is_told_once(yarrow, kept_vault, monkeypatch):
    ended: Future[Totals] = Future()
    ended.set_result(Totals(problems=[Refused("access.marked_already")] * 2))
    monkeypatch.setattr(syncing.SyncLane, "sync_whole", lambda _lane: ended)

    told = yarrow("sync", kept_vault)

    assert (told.code, told.err.count("\n")) == (0, 1)
