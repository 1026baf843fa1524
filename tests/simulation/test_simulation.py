"""Whole teams under every fault there is, seed by seed: nothing lost, nothing apart, always quiet.

`docs/reliability.md` says what is simulated. A seed that fails is named in the failure; it runs
alone with `YARROW_SEED`.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.simulation.run import Ran, run

SEED = os.environ.get("YARROW_SEED", "")
COUNT = 1 if SEED else int(os.environ.get("YARROW_SIMULATIONS", "24"))
AT_ONCE = 8
FIRST = int(os.environ.get("YARROW_FIRST", "0"))
STEPS = int(os.environ.get("YARROW_STEPS", "16"))


def seeds(first: int) -> list[str]:
    """Some seeds; the one asked for, if one is."""
    return [SEED] if SEED else [str(nr) for nr in range(first, min(first + AT_ONCE, FIRST + COUNT))]


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
        f"\n{len(ran)} seeds, twice each: {changes} changes, {clashes} records in clash at the end,"
        f" quiet after {most} rounds at most"
    )
    print(", ".join(f"{fault} {count}" for fault, count in sorted(faults.items())))  # noqa: T201


@pytest.mark.parametrize("first", range(FIRST, FIRST + COUNT, AT_ONCE))
def test_a_team_under_faults_loses_nothing_agrees_and_falls_quiet_twice_the_same(
    first: int, figures: list[Ran]
) -> None:
    for seed in seeds(first):
        ran, again = _ran(seed), _ran(seed)

        for nr, (line, other) in enumerate(zip(ran.trace, again.trace, strict=False)):
            assert line == other, f"seed {seed} goes another way at line {nr}"
        assert len(ran.trace) == len(again.trace), f"seed {seed} goes on longer"
        figures.append(ran)


def _ran(seed: str) -> Ran:
    try:
        return run(seed, steps=STEPS)
    except Exception as failure:
        raise AssertionError(f"seed {seed}: {failure}") from failure
