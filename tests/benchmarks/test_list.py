"""100 rows of a list among 50,000 records against a bare read of the same rows' bytes.

The list also unpacks each record, says who wrote it, where it is and how many colleagues have it.
"""

from __future__ import annotations

import json
from random import Random
from typing import Any

import pytest

from storage.unlocked import Vault

GROUP = "100 rows of 50,000 records"
ROWS = 100
ROUNDS = 100
_BYTES = "select nr, bytes from change where nr in (select value from json_each(?))"


def pages(vault: Vault) -> Any:
    """Pages of the list of people, in an order that no cache foresees."""
    numbers = vault.read(lambda reading: reading.list_ids("person")).result()
    found = [numbers[start : start + ROWS] for start in range(0, len(numbers), ROWS)]
    Random(1).shuffle(found)
    turns = iter(found * ROUNDS)
    return lambda: ((next(turns),), {})


@pytest.mark.benchmark(group=GROUP, warmup=False)
def test_bare_read(benchmark: Any, many: Vault) -> None:
    def read(page: list[int]) -> None:
        listed = json.dumps(page)
        rows = many.read(lambda reading: reading.connection.execute(_BYTES, (listed,)).fetchall())
        assert len(rows.result()) == ROWS

    benchmark.pedantic(read, setup=pages(many), rounds=ROUNDS, iterations=1)


@pytest.mark.benchmark(group=GROUP, warmup=False)
def test_list(benchmark: Any, many: Vault) -> None:
    def read(page: list[int]) -> None:
        assert len(many.read(lambda reading: reading.rows(page)).result()) == ROWS

    benchmark.pedantic(read, setup=pages(many), rounds=ROUNDS, iterations=1)
