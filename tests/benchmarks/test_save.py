"""A save, whole and durable, against a bare durable insert of the same row.

Both commit with `synchronous = full` into an encrypted database of the same settings. The save
also checks its form, makes the change, its heads, the record, its search row and the digest.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from app.usecases.recording import record
from app.wiring.trial.caseload import caseload
from storage.connection import open_records
from storage.keys import FLOOR
from storage.vault import make_vault

NOW = datetime(2026, 11, 17, 9, 42, tzinfo=UTC)
ROUNDS = 300


@pytest.fixture(scope="module")
def enquiries():
    return [case.enquiry for case in caseload(people=ROUNDS + 20, notes=0, seed=1, now=NOW)]


@pytest.mark.benchmark(group="one identification, durable", warmup=False)
def test_bare_insert(benchmark, tmp_path, enquiries):
    connection = open_records(tmp_path / "bare.db", key=b"k" * 32, salt=b"s" * 16)
    connection.execute("create table row (nr integer primary key, content text)")
    rows = iter(enquiries)

    def insert():
        text = json.dumps(next(rows))
        connection.execute("begin immediate")
        connection.execute("insert into row (content) values (?)", (text,))
        connection.execute("commit")

    benchmark.pedantic(insert, rounds=ROUNDS, iterations=1)
    connection.close()


@pytest.mark.benchmark(group="one identification, durable", warmup=False)
def test_save(benchmark, tmp_path, enquiries):
    vault = make_vault(
        tmp_path / "vault",
        name="Wren Pepperday",
        passphrase="seven wrens nest in the yew",
        training=True,
        calibrate=lambda: FLOOR,
    )
    rows = iter(enquiries)

    def save():
        answers = next(rows)
        vault.write(lambda session: record(session, "identification", answers)).result()

    benchmark.pedantic(save, rounds=ROUNDS, iterations=1)
    vault.close()
