"""The vault of a whole service against bare SQLCipher doing the least for the same, in one run."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app.usecases import recording, today
from app.usecases.person import files, people
from storage.backup.making import make_backup
from storage.unlocked import Vault
from tests.benchmarks.whole import long_file, opened, whole_vault

OPEN, LIST, FILE = "unlock to the list", "today's list", "a file of 500 entries"
SEARCH, SAVE, BACKUP, VERIFY = "a key in the search", "a note, durable", "a backup", "verify"
_PEOPLE = "select nr from record where kind = 'person' and is_away = 0 order by changed_ms desc"
_BYTES = "select c.bytes from record r join change c on c.record = r.nr where r.subject = ?"
_WORDS = "select rowid from search where search match ? order by rowid desc limit 50"
_WAITING = "select count(*) from record where kind = 'identification' and is_away = 0"
_MORE = "create table if not exists bench (nr integer primary key, content text)"
_ADD = "insert into bench (content) values (?)"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy, so that the kept vault stays as it was made."""
    copy = tmp_path_factory.mktemp("copy") / "vault"
    shutil.copytree(whole_vault(tmp_path_factory.mktemp("whole")), copy)
    return copy


@pytest.fixture(scope="module")
def vault(path: Path) -> Iterator[Vault]:
    with opened(path) as found:
        yield found


def reading(vault: Vault, work: Callable[[Any], Any]) -> Callable[[], Any]:
    return lambda: vault.read(work).result()


@pytest.mark.benchmark(group=LIST, warmup=False)
@pytest.mark.parametrize("what", ["bare", "today"])
def test_today(benchmark: Any, vault: Vault, what: str) -> None:
    now = datetime.now().astimezone()
    acts = {
        "bare": lambda each: each.connection.execute(_WAITING).fetchall(),
        "today": lambda each: today.worklist(each, now=now),
    }
    benchmark.pedantic(reading(vault, acts[what]), rounds=3, iterations=1)


@pytest.mark.benchmark(group=OPEN, warmup=False)
@pytest.mark.parametrize("what", ["bare", "people"])
def test_list(benchmark: Any, vault: Vault, what: str) -> None:
    def rows(each: Any) -> Any:
        return people.rows(each, each.list_ids("person")[:100], today=date(2026, 11, 17))

    acts = {"bare": lambda each: each.connection.execute(_PEOPLE).fetchall(), "people": rows}
    benchmark.pedantic(reading(vault, acts[what]), rounds=20, iterations=1)


@pytest.mark.benchmark(group=FILE, warmup=False)
@pytest.mark.parametrize("what", ["bare", "file"])
def test_file(benchmark: Any, vault: Vault, what: str) -> None:
    subject = long_file(vault)
    acts = {
        "bare": lambda each: each.connection.execute(_BYTES, (subject,)).fetchall(),
        "file": lambda each: files.page(each, subject, today=date(2026, 11, 17)),
    }
    benchmark.pedantic(reading(vault, acts[what]), rounds=10, iterations=1)


@pytest.mark.benchmark(group=SEARCH, warmup=False)
@pytest.mark.parametrize("what", ["bare", "find"])
def test_search(benchmark: Any, vault: Vault, what: str) -> None:
    texts = [text[:end] for text in ("linnet m", "bramble", "wrist") for end in range(2, 9)]
    Random(1).shuffle(texts)
    turns = iter(texts * 2)

    def bare(each: Any, text: str) -> Any:
        words = " ".join(f'"{word}"*' for word in text.split() if len(word) > 1)
        return each.connection.execute(_WORDS, (words,)).fetchall()

    def act(text: str) -> None:
        work = (lambda each: bare(each, text)) if what == "bare" else lambda each: each.find(text)
        vault.read(work).result()

    benchmark.pedantic(act, setup=lambda: ((next(turns),), {}), rounds=len(texts), iterations=1)
    if benchmark.stats is not None:
        times = sorted(benchmark.stats.stats.data)
        late = times[len(times) * 95 // 100] * 1_000
        sys.stdout.write(f"\n{what}: 95 of 100 within {late:.1f} ms\n")


@pytest.mark.benchmark(group=SAVE, warmup=False)
@pytest.mark.parametrize("what", ["bare", "note"])
def test_save(benchmark: Any, vault: Vault, what: str) -> None:
    subject = long_file(vault)
    note = {"lines": [{"label": "fact", "text": "holly and yew at the gate " * 8}]}
    vault.write(lambda session: session.connection.execute(_MORE)).result()

    def bare(session: Any) -> None:
        session.connection.execute(_ADD, (json.dumps(note),))

    def save(session: Any) -> None:
        recording.record(session, "note", note, subject=subject)

    work = bare if what == "bare" else save
    benchmark.pedantic(lambda: vault.write(work).result(), rounds=200, iterations=1)


@pytest.mark.benchmark(group=BACKUP, warmup=False)
@pytest.mark.parametrize("what", ["bare", "backup"])
def test_backup(benchmark: Any, vault: Vault, tmp_path: Path, what: str) -> None:
    numbers = count()

    def bare() -> None:
        # The same pages once, read and written, neither checked nor opened again.
        shutil.copyfile(vault.path / "records.db", tmp_path / f"{next(numbers)}.db")

    def backup() -> None:
        make_backup(vault, tmp_path / f"{next(numbers)}.backup", made_ms=1_795_000_000_000)

    benchmark.pedantic(bare if what == "bare" else backup, rounds=1, iterations=1)


@pytest.mark.benchmark(group=VERIFY, warmup=False)
@pytest.mark.parametrize("what", ["bare", "verify"])
def test_verify(benchmark: Any, vault: Vault, what: str) -> None:
    def bare() -> None:
        for check in ("cipher_integrity_check", "integrity_check"):
            vault.read(lambda each, c=check: each.connection.execute(f"pragma {c}").fetchall())
        vault.read(lambda each: None).result()

    benchmark.pedantic(bare if what == "bare" else vault.verify, rounds=1, iterations=1)
