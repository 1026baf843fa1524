"""10,000 changes applied in pages against a bare insert of the same bytes and searched words.

Both write in transactions of 500 to an encrypted database with a search index. Applying also
checks for what is there, folds fields into records, and keeps lists, digest and clock.
"""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

import pytest

from app.domain.changes import Change
from app.domain.people import reference
from storage import search_index
from storage.applying import THEIRS, Arrival, apply_page
from storage.connection import Connection, open_records
from tests.benchmarks.conftest import A_PAGE, NOW_MS, MadeUp, new_vault

GROUP = "10,000 changes, as pages of a pull"
COUNT = 10_000
_BARE = """
    create table row (nr integer primary key, id blob, bytes blob);
    create virtual table search using fts5 (
        text, reference, tokenize = "unicode61 remove_diacritics 2", columnsize = 0
    );
"""
_ADD = "insert into row (nr, id, bytes) values (?, ?, ?)"
_ADD_WORDS = "insert into search (rowid, text, reference) values (?, ?, ?)"


@pytest.fixture(scope="module")
def pages() -> list[list[Change]]:
    changes = list(MadeUp(seed=2).changes(COUNT))
    return [changes[start : start + A_PAGE] for start in range(0, COUNT, A_PAGE)]


@pytest.mark.benchmark(group=GROUP, warmup=False)
def test_bare_insert(benchmark: Any, tmp_path: Path, pages: list[list[Change]]) -> None:
    places = count()

    def fresh() -> tuple[tuple[Connection], dict[str, Any]]:
        path = tmp_path / f"{next(places)}.db"
        connection = open_records(path, key=b"k" * 32, salt=b"s" * 16)
        connection.executescript(_BARE)
        return (connection,), {}

    def insert(connection: Connection) -> None:
        numbers = count(1)
        for page in pages:
            rows = list(zip(numbers, page, strict=False))
            connection.execute("begin immediate")
            connection.executemany(_ADD, [(nr, each.id, each.encoded) for nr, each in rows])
            connection.executemany(
                _ADD_WORDS,
                [
                    (nr, search_index.text_of(each.kind, each.set), reference(each.subject))
                    for nr, each in rows
                ],
            )
            connection.execute("commit")
        connection.close()

    benchmark.pedantic(insert, setup=fresh, rounds=3, iterations=1)


@pytest.mark.benchmark(group=GROUP, warmup=False)
def test_apply_page(benchmark: Any, tmp_path: Path, pages: list[list[Change]]) -> None:
    places = count()

    def apply(folder: Path) -> None:
        with new_vault(folder) as vault:
            for page in pages:
                arrivals = [Arrival(each, 1, THEIRS) for each in page]
                taken = vault.write(
                    lambda session, arrivals=arrivals: apply_page(
                        session.connection, arrivals, space=1, now_ms=NOW_MS
                    )
                )
                assert len(taken.result()) == len(page)

    benchmark.pedantic(
        apply, setup=lambda: ((tmp_path / str(next(places)),), {}), rounds=3, iterations=1
    )
