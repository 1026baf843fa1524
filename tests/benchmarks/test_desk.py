"""The desktop on the vault of a whole service: each act, and the longest slot of its screen.

Beside the opening of the list stands a bare SQLCipher read of the same people's rows. "work" is the
thread's own working time; what other programs took of the processor is in "slot" alone. What they
still stretch of it, by emptying its caches, is "put right" by a fixed piece of painting: divided by
how much longer that took beside the act than at its quickest in the same run.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import quantiles

import pytest

from tests.benchmarks.whole import opened, whole_vault

ROOT = Path(__file__).parents[2]
_ROWS = "select nr, id, changed_ms, state from record where kind = 'person' and is_away = 0"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return whole_vault(tmp_path_factory.mktemp("whole"))


def test_the_desktop_act_by_act(path: Path) -> None:
    command = [sys.executable, "-m", "tests.benchmarks.desk", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    acts = defaultdict(list)
    for each in told:
        if "act" in each:
            acts[each["act"]].append(each)
    quickest = min(each["yard_ms"] for times in acts.values() for each in times)
    for name, times in acts.items():
        totals = sorted(each["total_ms"] for each in times)
        middle, late = _middle_and_late(totals)
        slot = max(each["slot_ms"] for each in times)
        work = max(each["work_ms"] for each in times)
        line = f"{name:30} {middle:8.1f} ms  95 of 100 within {late:8.1f}  slot {slot:7.1f}"
        right = max(each["work_ms"] / each["yard_ms"] for each in times) * quickest
        sys.stdout.write(f"\n{line}  work {work:7.1f}  put right {right:7.1f}")
    sys.stdout.write(f"\nmemory of the process: {told[-1]['rss_mb']} MB\n")
    assert acts["list of people painted"]


def test_beside_it_a_bare_read_of_the_list(path: Path) -> None:
    with opened(path) as vault:
        start = time.perf_counter()
        rows = vault.read(lambda each: each.connection.execute(_ROWS).fetchall()).result()
        took = (time.perf_counter() - start) * 1_000
    sys.stdout.write(f"\nbare read of {len(rows)} people: {took:.1f} ms\n")
    assert rows


def _middle_and_late(totals: list[float]) -> tuple[float, float]:
    if len(totals) < 2:
        return totals[0], totals[0]
    parts = quantiles(totals, n=20, method="inclusive")
    return parts[9], parts[18]
