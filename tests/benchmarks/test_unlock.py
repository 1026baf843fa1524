"""Opening a vault of 50,000 records by its key against a bare keyed open of its database.

Argon2id is left out: it is set to take most of a second on the PC it runs on. The vault opens two
connections, checks the cipher on each, takes the process lock and reads the first list.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from storage.record_key import RecordKey
from storage.unlocked import RECORDS, Vault, unlock
from tests.benchmarks.conftest import CONTENT, GIVEN, KEY

GROUP = "open 50,000 records, key known"
ROUNDS = 20


@pytest.fixture(scope="module")
def folder(many: Vault, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the vault, made while nobody writes, that nobody has open."""
    copy = tmp_path_factory.mktemp("copy") / "vault"
    shutil.copytree(many.path, copy)
    return copy


@pytest.mark.benchmark(group=GROUP, warmup=False)
def test_bare_open(benchmark: Any, folder: Path) -> None:
    def open_it() -> None:
        connection = RecordKey(KEY, CONTENT.vault).open(folder / RECORDS)
        connection.execute("select nr from record limit 100").fetchall()
        connection.close()

    benchmark.pedantic(open_it, rounds=ROUNDS, iterations=1)


@pytest.mark.benchmark(group=GROUP, warmup=False)
def test_unlock(benchmark: Any, folder: Path) -> None:
    def open_it() -> None:
        with unlock(folder, CONTENT, **GIVEN) as vault:
            vault.read(lambda each: each.rows(each.list_ids("person")[:100])).result()

    benchmark.pedantic(open_it, rounds=ROUNDS, iterations=1)
