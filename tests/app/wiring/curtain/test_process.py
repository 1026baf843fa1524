"""The curtain waits without keys, shows itself once, and ends by itself in every case."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from app.wiring.curtain.calling import tell_painted
from app.wiring.curtain.process import Curtain

FACTS = ("WGH-ED-07", "Willowmere General Hospital", "extension 2222")

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there so far")


@pytest.fixture
def curtain():
    """One that is ready; its environment alone leads to it."""
    kept = {name: each for name, each in os.environ.items() if name in ("HOME", "XDG_RUNTIME_DIR")}
    curtain = Curtain({**kept, "QT_QPA_PLATFORM": "offscreen", "YARROW_TEST": str(os.getpid())})
    curtain.prepare()
    yield curtain
    curtain.end()
    gone()


def running() -> list[Path]:
    """The processes that are curtains of this one."""
    mark, found = f"YARROW_TEST={os.getpid()}".encode(), []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (each / "environ").read_bytes().split(b"\0"):
                found.append(each)
        except OSError:
            continue
    return found


def gone() -> None:
    until = time.monotonic() + 20
    while running():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_it_shows_once_asked_and_ends_when_the_lock_screen_is_there(curtain) -> None:
    assert not curtain.wait_s(0.0)
    curtain.draw((0, 0, 800, 600), scale=1.0, facts=FACTS)

    assert curtain.wait_s(20.0)

    with_environ = os.geteuid() == 0
    assert len(running()) == (1 if with_environ else 0)
    tell_painted()
    gone()


def test_it_is_given_two_pipes_and_no_other_handle(curtain) -> None:
    curtain.draw((0, 0, 800, 600), scale=1.0, facts=FACTS)
    assert curtain.wait_s(20.0)
    if os.geteuid() != 0:
        pytest.skip("only root may look")
    ours = {str(each.readlink()) for each in Path("/proc/self/fd").iterdir() if each.exists()}
    (process,) = running()

    theirs = {each.name: str(each.readlink()) for each in (process / "fd").iterdir()}

    assert {theirs.pop(name) for name in "01"} <= ours
    assert theirs.pop("2") == "/dev/null"
    assert not {each for each in theirs.values() if not each.startswith("anon")} & ours
    tell_painted()  # it would wait for the lock screen


def test_it_ends_with_whoever_started_it(curtain) -> None:
    curtain.end()
    gone()
    curtain.prepare()

    assert running() == []
    curtain.draw((0, 0, 800, 600), scale=1.0, facts=FACTS)
    assert not curtain.wait_s(0.0)
