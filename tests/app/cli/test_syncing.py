"""An exchange that ended is told as ended, whatever could not be done after it."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import threading
from concurrent.futures import Future
from contextlib import suppress

import pytest

from app.cli import syncing
from app.errors import Refused
from sync.totals import Totals

LONGEST = 28.0


class Way:
    """Carries bytes to a service and back, one connection at a time.

    Once `is_held` is set it swallows the first request of the next connection; `asked` tells.
    """

    def __init__(self, port):
        self._port = port
        self._door = socket.create_server(("127.0.0.1", 0))
        self.url = f"https://127.0.0.1:{self._door.getsockname()[1]}"
        self.is_held, self.asked, self._ends = False, threading.Event(), []
        self._thread = threading.Thread(target=self._take)
        self._thread.start()

    def close(self):
        for end in (self._door, *self._ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._thread.join()

    def _take(self):
        while True:
            try:
                near = self._door.accept()[0]
            except OSError:
                self._door.close()
                return
            with near, socket.create_connection(("127.0.0.1", self._port)) as far:
                self._ends = [near, far]
                back = threading.Thread(target=self._carry, args=(far, near, False))
                back.start()
                self._carry(near, far, self.is_held)
                back.join()

    def _carry(self, source, target, is_held):
        """The first bytes of a client are its greeting; with the second it has shaken hands."""
        count = 0
        with suppress(OSError):
            while part := source.recv(65536):
                count += 1
                if is_held and count > 1:
                    self.asked.set()
                else:
                    target.sendall(part)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def way(service):
    """A way to the lasting service."""
    made = Way(int(service.url.rpartition(":")[2]))
    yield made
    made.close()


def test_a_stop_ends_an_exchange_that_waits_and_the_next_one_goes_on(yarrow, vault, process, way):
    assert yarrow("space", "new", vault, "--name", "Bay 2", "--service", way.url).code == 0
    (person,) = yarrow("add", vault, "person", stdin='{"name": "Tansy"}').ids
    way.is_held = True
    running = process("sync", vault, "--json")
    assert way.asked.wait(LONGEST)

    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=LONGEST)  # the service has half a minute to answer

    assert (running.returncode, out) == (1, b"")
    assert err.decode() == "Stopped. What was told as saved is safe.\n"
    way.is_held = False
    assert yarrow("sync", vault, "--json").json["sent"] == 1
    assert yarrow("show", vault, person, "--json").json["sync"] == "received"


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
