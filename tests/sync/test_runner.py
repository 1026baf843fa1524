"""Killed anywhere in an exchange, the next one completes; failures come home as Futures."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event

import pytest

from app.errors import Unreachable, YarrowError
from sync.connections import BrokenOff
from sync.exchange import objects
from sync.founding import meet
from sync.runner import drive, open_transport, pc_means
from sync.schedule import FIRST_SECONDS
from tests.sync.conftest import RunningService
from tests.sync.exchange.attached import attach
from tests.sync.exchange.offices import PC, Office, code_of, codes, done

ROOT = Path(__file__).parents[2]
LONGEST = 20.0
CRASHES = int(os.environ.get("YARROW_CRASHES", "10"))
SYNCER = """
import os, sys
from pathlib import Path
from storage.opening import pc_clock
from storage.spaces.store import VaultSpaces
from storage.unlocked import unlock
from storage.vault_file import VaultFile
from sync.runner import SyncLane
content = VaultFile(b"vault-id-16bytes", (), "TB", True)
given = {"key": bytes(range(32)), "clock": pc_clock, "random": os.urandom}
with unlock(Path(sys.argv[1]), content, **given) as vault:
    with SyncLane(VaultSpaces(vault)) as lane:
        print("ready", flush=True)
        sys.stdin.readline()
        totals = lane.sync().result()
        print("ended", [problem.code for problem in totals.problems], flush=True)
"""


def kill_while_it_syncs(pc: PC, seconds: float) -> bool:
    """Begin an exchange in a process of its own, kill it after this long; whether it had ended."""
    syncer = subprocess.Popen(
        [sys.executable, "-c", SYNCER, str(pc.folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with syncer:
        assert syncer.stdin is not None and syncer.stdout is not None
        assert syncer.stdout.readline() == "ready\n"
        syncer.stdin.write("go\n")
        syncer.stdin.flush()
        with suppress(subprocess.TimeoutExpired):
            syncer.wait(timeout=seconds)
        syncer.kill()
        return "ended" in syncer.stdout.read()


@pytest.fixture
def over_tls(new_pc: Callable[..., PC], running_service: RunningService) -> tuple[PC, PC]:
    """Two PCs in one space that talk to a service in another process."""
    a, b = new_pc("Wren Pepperday"), new_pc("Linnet Marrowby")
    for pc in (a, b):
        pc.close()
        pc.transport = open_transport
        pc.open()
    a.found(url=running_service.url)
    b.join(a.invite(), url=running_service.url)
    return a, b


def test_killed_at_random_the_next_exchange_completes_with_nothing_twice(
    over_tls: tuple[PC, PC],
) -> None:
    a, b = over_tls
    chance = random.Random(11)
    made: list[bytes] = []
    ended = 0
    for _ in range(CRASHES):
        made += [b.note(f"from Linnet {len(made)}"), a.note(f"from Wren {len(made)}")]
        b.sync()
        a.close()
        ended += kill_while_it_syncs(a, chance.uniform(0, 0.4))
        a.open()

    assert codes(a.sync()) == codes(b.sync()) == codes(a.sync()) == []

    assert all(pc.has(note) for pc in (a, b) for note in made)
    assert {a.state_of(note)[0] for note in made} == {"received"}
    counted = b.rows("select count(*), count(distinct id) from change")
    assert counted == [(len(made), len(made))]
    assert a.digest() == b.digest()
    assert a.vault.verify() == b.vault.verify() == []
    assert done(a.sync()) == done(b.sync()) == (0, 0, 0)
    assert ended < CRASHES or CRASHES == 0


def test_broken_off_at_any_request_it_asks_for_nothing_more_and_the_next_goes_on(
    team: tuple[PC, PC],
) -> None:
    a, b = team
    made: list[bytes] = []

    def broken_off_at(last: int) -> bool:
        asked = 0

        def stop(_name: str) -> None:
            nonlocal asked
            asked += 1
            assert asked <= last
            if asked == last:
                a.lane.break_off()

        made.extend([b.note(f"from Linnet {last}"), a.note(f"from Wren {last}")])
        b.sync()
        a.wire.before = stop
        failure = a.lane.sync().exception(LONGEST)
        a.wire.before = None
        a.close()
        a.open()
        assert failure is None or isinstance(failure, BrokenOff)
        return failure is not None

    ended = next(last for last in range(1, 50) if not broken_off_at(last))

    assert ended > 3
    assert codes(a.sync()) == codes(b.sync()) == codes(a.sync()) == []
    assert all(pc.has(note) for pc in (a, b) for note in made)
    assert a.digest() == b.digest()
    assert a.vault.verify() == b.vault.verify() == []


def test_a_lane_that_was_broken_off_is_not_waited_for(team: tuple[PC, PC]) -> None:
    a, _ = team
    is_under_way, may_end = Event(), Event()

    def wait(_name: str) -> None:
        is_under_way.set()
        assert may_end.wait(LONGEST)

    a.wire.before = wait
    going = a.lane.sync()
    assert is_under_way.wait(LONGEST)

    a.lane.break_off()
    a.lane.close()

    assert not going.done()
    may_end.set()
    assert isinstance(going.exception(LONGEST), BrokenOff)


def test_a_failure_comes_home_in_the_future(new_pc: Callable[..., PC], office: Office) -> None:
    office.is_up = False

    failure = new_pc().lane.meet("https://sync.example").exception()

    assert isinstance(failure, Unreachable)
    assert code_of(failure) == "exchange.unreachable"


def test_an_address_without_encryption_is_refused_before_the_network() -> None:
    with open_transport() as transport, pytest.raises(YarrowError) as refused:
        drive(meet("http://sync.example", pc_means(b"")), transport)

    assert refused.value.code == "exchange.address_not_secure"


def test_after_failures_the_next_try_waits_longer_and_after_success_it_is_idle(
    team: tuple[PC, PC], office: Office
) -> None:
    a, _ = team
    assert a.lane.seconds_to_next(1, idle=60) == 60
    office.is_up = False

    waits = []
    for _ in range(3):
        a.sync()
        waits.append(a.lane.seconds_to_next(1, idle=60))

    assert waits == [FIRST_SECONDS, 2 * FIRST_SECONDS, 4 * FIRST_SECONDS]
    office.is_up = True
    a.sync()
    assert a.lane.seconds_to_next(1, idle=60) == 60


def test_the_network_is_not_loaded_before_it_is_needed() -> None:
    code = "import sys, sync.runner; sys.exit('httpx' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_closing_waits_for_the_exchange_under_way_and_not_for_all_that_is_left_to_move(
    team: tuple[PC, PC], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, _ = team
    attach(a, bytes(3 * 1024 * 1024))
    monkeypatch.setattr(objects, "TURN_SECONDS", 0.0)  # one chunk an exchange
    is_under_way, is_closing, hush = Event(), Event(), a.lane.hush

    def wait(name: str) -> None:
        if name == "objects":
            is_under_way.set()
            assert is_closing.wait(LONGEST)

    def tell() -> None:
        hush()
        is_closing.set()

    a.wire.before = wait
    monkeypatch.setattr(a.lane, "hush", tell)
    going = a.lane.sync_whole()
    assert is_under_way.wait(LONGEST)

    a.lane.close()

    assert (going.result().chunks, going.result().chunks_left) == (1, True)
