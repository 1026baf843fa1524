"""An attachment of 100 MiB, sealed and stored, against a plain copy of the same bytes.

Both end with the file synced to the disk. Sealing also encrypts each chunk and hashes the content;
taking a sound in whole adds the pipe to and from the process that cleans it.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from storage.objects.folder import Objects

SIZE = 100 * 1024 * 1024
PART = 1024 * 1024
ROUNDS = 5


@pytest.fixture(scope="module")
def content() -> list[bytes]:
    return [os.urandom(PART) for _ in range(SIZE // PART)]


@pytest.mark.benchmark(group="100 MiB, durable", warmup=False)
def test_plain_copy(benchmark, tmp_path: Path, content: list[bytes]) -> None:
    numbers = iter(range(1_000))

    def copy() -> None:
        with (tmp_path / str(next(numbers))).open("wb", buffering=0) as file:
            for part in content:
                file.write(part)
            os.fsync(file.fileno())

    benchmark.pedantic(copy, rounds=ROUNDS, iterations=1, teardown=lambda: emptied(tmp_path))


@pytest.mark.benchmark(group="100 MiB, durable", warmup=False)
def test_seal_and_store(benchmark, tmp_path: Path, content: list[bytes]) -> None:
    objects = Objects(tmp_path)
    benchmark.pedantic(
        lambda: objects.store(content),
        rounds=ROUNDS,
        iterations=1,
        teardown=lambda _=None: emptied(objects.folder),
    )


@pytest.mark.benchmark(group="100 MiB, read back", warmup=False)
def test_open_and_check(benchmark, tmp_path: Path, content: list[bytes]) -> None:
    objects = Objects(tmp_path)
    sealed = objects.store(content)

    def read() -> None:
        for _ in objects.content(sealed):
            pass

    benchmark.pedantic(read, rounds=ROUNDS, iterations=1)


def emptied(folder: Path) -> None:
    for each in folder.iterdir():
        if each.is_file():
            each.unlink()
