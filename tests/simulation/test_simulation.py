"""Whole teams under every fault there is, seed by seed: nothing lost, nothing apart, always quiet.

`docs/reliability.md` says what is simulated. A seed that fails is named in the failure, with how
many steps it had; it runs alone with `YARROW_SEED` and `YARROW_STEPS`. Where a number of seeds is
asked for all run twice (or every `YARROW_TWICE`th), else some of them do.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.simulation.run import Ran, run

SEED = os.environ.get("YARROW_SEED", "")
ASKED = os.environ.get("YARROW_SIMULATIONS", "")
COUNT = 1 if SEED else int(ASKED or "200")
STEPS = int(os.environ.get("YARROW_STEPS", "16" if SEED or ASKED else "4"))
TWICE = int(os.environ.get("YARROW_TWICE", "1" if SEED or ASKED else "20"))
AT_ONCE = 8
FIRST = int(os.environ.get("YARROW_FIRST", "0"))


def seeds(first: int) -> list[int | str]:
    """Some seeds; the one asked for, if one is."""
    return [SEED] if SEED else [*range(first, min(first + AT_ONCE, FIRST + COUNT))]


@pytest.fixture(scope="module")
def figures() -> Iterator[list[Ran]]:
    """What all seeds came to, told at the end (`pytest -s`)."""
    ran: list[Ran] = []
    yield ran
    faults: Counter[str] = Counter()
    for each in ran:
        faults.update(each.faults)
    changes = sum(each.changes for each in ran)
    clashes = sum(each.clashes for each in ran)
    most = max((each.rounds for each in ran), default=0)
    print(  # noqa: T201
        f"\n{len(ran)} seeds of {STEPS} steps, every {TWICE}. twice: {changes} changes, {clashes}"
        f" records in clash at the end, quiet after {most} rounds at most"
    )
    print(", ".join(f"{fault} {count}" for fault, count in sorted(faults.items())))  # noqa: T201


@pytest.mark.parametrize("first", range(FIRST, FIRST + COUNT, AT_ONCE))
def test_a_team_under_faults_loses_nothing_agrees_and_falls_quiet_twice_the_same(
    first: int, figures: list[Ran]
) -> None:
    for seed in seeds(first):
        ran = _ran(seed)
        if SEED or int(seed) % TWICE == 0:
            _require_same(seed, ran.trace, _ran(seed).trace)
        figures.append(ran)


def _require_same(seed: int | str, trace: list[str], again: list[str]) -> None:
    for nr, (line, other) in enumerate(zip(trace, again, strict=False)):
        assert line == other, f"seed {seed} goes another way at line {nr}"
    assert len(trace) == len(again), f"seed {seed} goes on longer"


def _ran(seed: int | str) -> Ran:
    try:
        return run(str(seed), steps=STEPS)
    except Exception as failure:
        raise AssertionError(f"seed {seed}, {STEPS} steps: {failure}") from failure
