"""A pull of 10,000 records against a bare insert of them into SQLCipher with a search index.

The bare insert puts the same JSON and the same searched text into an encrypted table and an FTS5
table, in one transaction. The pull also carries the records over TLS, checks the log, the chains,
standing and signatures, opens every group, folds the changes and keeps the sealed bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from app.domain.changes import Edit
from app.domain.encoding import Value
from storage.connection import open_records
from sync.runner import open_transport
from sync.service.folder import make_folder
from tests.sync.conftest import RunningService
from tests.sync.exchange.offices import PC, Office

RECORDS = 10_000
A_SAVE = 2
WORDS = [f"{first}{last}" for first in ("wil", "hol", "lin", "tan") for last in "abcdefghijklmnop"]
GROUP = "10,000 records"


def notes(count: int) -> list[list[Value]]:
    """Lines of about as many words as a note has."""
    return [
        [{"label": "fact", "text": " ".join(WORDS[(n * 7 + k * k) % 64] for k in range(60))}]
        for n in range(count)
    ]


def record_all(pc: PC) -> None:
    """One save for each two records: each is a group of its own."""
    made = iter(notes(RECORDS))

    def work(session: Any) -> None:
        for lines in made:
            subject = session.new_id()
            both = [lines, next(made)]
            session.save([Edit("note", subject, None, {"lines": each}, {}) for each in both])

    pc.vault.write(work).result()


@pytest.fixture
def new_pc(tmp_path: Path) -> Iterator[Callable[[str], PC]]:
    """Make a PC that talks over the network."""
    with ExitStack() as opened:

        def make(name: str) -> PC:
            pc = PC(tmp_path / name, Office(tmp_path / "unused.db"), name, transport=open_transport)
            opened.callback(pc.close)
            return pc

        yield make


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """The address of a service in another process."""
    make_folder(tmp_path / "service", spaces="open")
    service = RunningService(tmp_path / "service", tmp_path / "service.log")
    service.start()
    yield service.url
    service.stop()


@pytest.fixture
def lead(new_pc: Callable[[str], PC], url: str) -> PC:
    """A PC whose 10,000 records the service has."""
    pc = new_pc("Wren")
    pc.found(url=url)
    record_all(pc)
    assert pc.sync().sent == RECORDS
    return pc


@pytest.mark.benchmark(group=GROUP, warmup=False)
def test_bare_insert(benchmark: Any, tmp_path: Path) -> None:
    rows = notes(RECORDS)
    number = iter(range(1_000))

    def fresh() -> tuple[tuple[Any, ...], dict[str, Any]]:
        path = tmp_path / f"bare{next(number)}.db"
        connection = open_records(path, key=b"k" * 32, salt=b"s" * 16)
        connection.execute("create table row (nr integer primary key, content text)")
        connection.execute("create virtual table words using fts5 (text)")
        return (connection,), {}

    def insert(connection: Any) -> None:
        connection.execute("begin immediate")
        connection.executemany(
            "insert into row (content) values (?)", [(json.dumps(each),) for each in rows]
        )
        texts = [(str(each[0]["text"]),) for each in rows]  # type: ignore[index, call-overload]
        connection.executemany("insert into words (text) values (?)", texts)
        connection.execute("commit")
        connection.close()

    benchmark.pedantic(insert, setup=fresh, rounds=3, iterations=1)


@pytest.mark.benchmark(group=GROUP, warmup=False)
def test_pull(benchmark: Any, lead: PC, new_pc: Callable[[str], PC], url: str) -> None:
    number = iter(range(1_000))

    def newcomer() -> tuple[tuple[Any, ...], dict[str, Any]]:
        pc = new_pc(f"Newcomer {next(number)}")
        pc.join(lead.invite(), url=url)
        return (pc,), {}

    def pull(pc: PC) -> None:
        assert pc.sync().received == RECORDS

    benchmark.pedantic(pull, setup=newcomer, rounds=3, iterations=1)
