"""A push and a first sync of 10,000 records of twelve lines over a slow line."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.service.folder import make_folder
from tests.benchmarks import slow_line
from tests.benchmarks.test_first_sync import record
from tests.benchmarks.test_pull import new_pc
from tests.sync.conftest import RunningService
from tests.sync.exchange.offices import PC

__all__ = ["new_pc"]

RECORDS = 10_000


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """The address of a service in another process, at the far end of the line."""
    make_folder(tmp_path / "service", spaces="open")
    service = RunningService(tmp_path / "service", tmp_path / "service.log")
    service.start()
    line = subprocess.Popen(
        [sys.executable, slow_line.__file__, str(service.port)], stdout=subprocess.PIPE, text=True
    )
    assert line.stdout is not None
    yield f"https://127.0.0.1:{int(line.stdout.readline())}"
    line.kill()
    line.wait()
    line.stdout.close()
    service.stop()


def seconds(pc: PC) -> tuple[float, int]:
    """How long an exchange takes by the clock, and how many changes were moved."""
    began = time.perf_counter()
    totals = pc.sync()
    assert not totals.problems
    return time.perf_counter() - began, totals.sent + totals.received


def test_over_a_slow_line(new_pc: Callable[[str], PC], url: str) -> None:
    lead = new_pc("Wren")
    lead.found(url=url)
    record(lead, RECORDS)
    pushed, sent = seconds(lead)
    newcomer = new_pc("Newcomer")
    newcomer.join(lead.invite(), url=url)
    pulled, received = seconds(newcomer)
    assert sent == received == RECORDS
    told = "{:,} records at {} Mbit/s: sent in {:.2f} s, a first sync in {:.2f} s"
    sys.stdout.write(f"\n{told.format(RECORDS, slow_line.MEGABITS, pushed, pulled)}\n")
