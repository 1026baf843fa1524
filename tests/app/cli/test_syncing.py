"""An exchange that ended is told as ended, whatever could not be done after it."""

from __future__ import annotations

import json
import shutil
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


def test_a_lead_sees_among_the_devices_whose_vault_is_in_use_as_two_copies(
    yarrow, vault, service, tmp_path
):
    words = ("--service", service.url, "--pin", " ".join(service.words))
    assert yarrow("space", "new", vault, "--name", "Willowmere", *words).code == 0
    code, first, second = yarrow("invite", vault).out.strip(), tmp_path / "one", tmp_path / "two"
    assert yarrow("vault", "new", first, "--name", "Linnet Marrowby", "--training").code == 0
    assert yarrow("join", first, code, "--service", service.url).code == 0
    assert yarrow("sync", first).code == 0
    shutil.copytree(first, second)
    note = json.dumps({"lines": [{"label": "fact", "text": "Seen in Willowmere ED"}]})

    for folder in (second, first):
        assert yarrow("add", folder, "note", stdin=note).code == 0
        assert yarrow("sync", folder).code == 0
    yarrow("sync", vault)

    told = yarrow("devices", vault, "--json").json
    (copied,) = (row for row in told if "copied" in row)
    assert copied["name"].startswith("Linnet Marrowby")
    line = f"{copied['device']}: a second copy of its vault sends in its name, last noticed "
    assert line in yarrow("devices", vault).out
    assert "second copy" not in yarrow("devices", second).out
