"""Locking: in its order, within its time, whatever hangs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from app.errors import Refused, WrongPassphrase
from app.wiring.hiding import locking
from app.wiring.hiding.locking import Ending, LastSession, Passphrase, lock_now
from storage.keys import FLOOR
from storage.making import make_vault
from storage.unlocked import Vault
from tests.app.wiring.driving import PASSPHRASE


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with make_vault(
        tmp_path / "wren", name="Wren Pepperday", passphrase=PASSPHRASE, calibrate=lambda: FLOOR
    ) as vault:
        yield vault


def ending(done: list[str], seal: Callable[[], Future[None]]) -> Ending:
    return Ending(
        cover=lambda: done.append("cover"),
        keep=(lambda: done.append("keep"),),
        seal=seal,
        close=lambda: done.append("close"),
        replace=lambda: done.append("replace"),
    )


def test_the_cover_comes_first_and_the_fresh_process_last() -> None:
    done: list[str] = []

    def seal() -> Future[None]:
        done.append("seal")
        answer: Future[None] = Future()
        answer.set_result(None)
        return answer

    lock_now(ending(done, seal))

    assert done == ["cover", "keep", "seal", "close", "replace"]


def test_a_disk_that_hangs_does_not_hold_the_lock_up() -> None:
    done: list[str] = []
    began = time.monotonic()

    lock_now(ending(done, Future), latest_s=0.3)

    assert "replace" in done
    assert time.monotonic() - began < locking.LATEST_S


def test_lanes_that_hang_when_closed_are_left_behind() -> None:
    replaced: list[float] = []
    began = time.monotonic()

    def seal() -> Future[None]:
        answer: Future[None] = Future()
        answer.set_result(None)
        return answer

    def hang() -> None:
        while not replaced and time.monotonic() - began < 5:
            time.sleep(0.01)

    stuck = Ending(
        cover=lambda: None,
        keep=(),
        seal=seal,
        close=hang,
        replace=lambda: replaced.append(time.monotonic() - began),
    )
    lock_now(stuck, latest_s=0.3)

    assert replaced[0] < 1


def test_a_vault_that_refuses_is_locked_all_the_same() -> None:
    done: list[str] = []

    def seal() -> Future[None]:
        answer: Future[None] = Future()
        answer.set_exception(Refused("vault.disk_full"))
        return answer

    lock_now(ending(done, seal))

    assert done[-1] == "replace"


def test_why_and_where_it_was_locked_are_there_at_the_next_unlock(vault: Vault) -> None:
    assert vault.write(locking.begin).result() is None
    vault.write(
        lambda session: locking.seal(session, why="idle", place="person", subject=b"s" * 16)
    ).result()

    last = vault.write(locking.begin).result()

    assert isinstance(last, LastSession)
    assert (last.why, last.place, last.subject) == ("idle", "person", b"s" * 16)
    assert last.at_ms > 0


def test_a_session_that_just_ended_is_told_from_one_that_was_locked(vault: Vault) -> None:
    vault.write(locking.begin).result()

    last = vault.read(locking.last).result()

    assert last is not None
    assert last.why == ""


def test_whoever_comes_back_needs_the_passphrase_and_wrong_ones_wait(vault: Vault) -> None:
    now = [1_000_000]
    check = Passphrase(vault, lambda: now[0])

    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            check.require("not this one")
    with pytest.raises(Refused) as refused:
        check.require(PASSPHRASE)
    assert refused.value.facts == {"seconds": 2}

    now[0] += 2_000
    check.require(PASSPHRASE)
    logged = vault.read(lambda reading: reading.accesses()).result()
    assert [each.what for each in logged] == ["wrong_passphrase"] * 3
