from __future__ import annotations

import stat
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.schema import CreateTable

from sync.service.database import open_database, refuse_old_sqlite, sqlite_address
from sync.service.schema import TABLES
from sync.service.unfit import Unfit
from tests.databases import about_sqlite


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2), (3, 7, 0)])
def test_a_sqlite_that_can_damage_its_file_is_refused(version: tuple[int, int, int]) -> None:
    with pytest.raises(Unfit) as refused:
        refuse_old_sqlite(version)

    assert refused.value.code == "old_sqlite"


@pytest.mark.parametrize("version", [(3, 51, 3), (3, 53, 4), (4, 0, 0)])
def test_a_mended_sqlite_is_taken(version: tuple[int, int, int]) -> None:
    refuse_old_sqlite(version)


@about_sqlite
@pytest.mark.parametrize(
    ("setting", "expected"),
    [("journal_mode", "wal"), ("synchronous", 2), ("secure_delete", 1), ("busy_timeout", 30_000)],
)
def test_every_connection_is_durable_and_waits(
    engine: Engine, setting: str, expected: object
) -> None:
    with engine.connect() as connection:
        assert connection.execute(text(f"PRAGMA {setting}")).scalar_one() == expected


@about_sqlite
def test_the_files_of_the_database_are_closed_to_others(tmp_path: Path, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM permits"))

        modes = {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("kept.db*")}

    assert modes == {0o600}


@pytest.mark.parametrize("address", ["mysql://host/name", "nothing", ""])
def test_another_database_is_refused(address: str) -> None:
    with pytest.raises(Unfit) as refused:
        open_database(address)

    assert refused.value.code == "bad_database"


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "kept.db"
    file.write_bytes(b"something else" * 100)

    with pytest.raises(Unfit) as refused:
        open_database(sqlite_address(file))

    assert refused.value.code == "silent_database"
    assert file.read_bytes() == b"something else" * 100


def test_the_tables_can_be_made_in_postgresql() -> None:
    dialect = make_url("postgresql://host/name").get_dialect()()

    for table in TABLES.tables.values():
        made = str(CreateTable(table).compile(dialect=dialect))

        assert "BLOB" not in made


def test_the_words_of_a_statement_stay_out_of_its_errors(engine: Engine) -> None:
    with engine.begin() as connection, pytest.raises(Exception, match="hidden") as failed:
        connection.execute(text("INSERT INTO permits VALUES (:a, NULL)"), {"a": b"canary"})

    assert "canary" not in str(failed.value)
