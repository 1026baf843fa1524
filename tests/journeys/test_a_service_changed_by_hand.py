"""An administrator, or a disk, changes the service's database: it is found out, nothing is lost."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.conftest import Run
from tests.sync.conftest import RunningService, serving

LAST_GROUP = "select rowid, sealed from groups order by position desc, place desc limit 1"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[RunningService]:
    """A service of the test's own, to be harmed."""
    with serving(tmp_path) as own:
        yield own


def flip_a_byte(database: Path) -> None:
    """In the middle of the last group kept."""
    with closing(sqlite3.connect(database)) as rows, rows:
        row, sealed = rows.execute(LAST_GROUP).fetchone()
        changed = bytearray(sealed)
        changed[len(changed) // 2] ^= 1
        rows.execute("update groups set sealed = ? where rowid = ?", (bytes(changed), row))


def settle(database: Path) -> None:
    """Write what waits beside the database into it."""
    with closing(sqlite3.connect(database)) as rows:
        rows.execute("pragma wal_checkpoint(truncate)")


def notes(yarrow: Run, vault: Path) -> set[str]:
    return {row["id"] for row in yarrow("list", vault, "note", "--json").json}


def add_note(yarrow: Run, vault: Path, text: str) -> str:
    return yarrow("add", vault, "note", stdin={"lines": [{"label": "fact", "text": text}]}).word


def test_a_byte_flipped_is_told_and_with_the_database_put_back_all_is_well(
    yarrow: Run, team: tuple[Path, Path], service: RunningService, tmp_path: Path
) -> None:
    a, b = team
    yarrow("sync", b)
    first = add_note(yarrow, b, "from Linnet")
    yarrow("sync", b)
    service.stop()
    settle(service.database)
    shutil.copy(service.database, tmp_path / "kept.db")
    flip_a_byte(service.database)
    settle(service.database)
    service.start()
    second = add_note(yarrow, a, "written meanwhile")

    told = yarrow("sync", a, "--json")

    assert (told.code, told.json["sent"], told.json["received"]) == (0, 0, 0)
    (problem,) = told.json["problems"]
    assert problem["code"] == "exchange.group_altered"
    assert "Nothing" in problem["text"] or "nothing" in problem["text"]
    assert notes(yarrow, a) == {second}
    service.stop()
    shutil.copy(tmp_path / "kept.db", service.database)
    service.start()
    for vault in (a, b):
        assert yarrow("sync", vault, "--json").json["problems"] == []
    assert notes(yarrow, a) == notes(yarrow, b) == {first, second}
    assert yarrow("vault", "digest", a).out == yarrow("vault", "digest", b).out
