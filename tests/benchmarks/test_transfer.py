"""An attachment of 100 MiB to a colleague, against the same bytes encrypted and written bare.

The bare run encrypts each MiB with AES-256-GCM and syncs the file. Sending and fetching carry each
chunk over TLS to a service in another process, which keeps it durably before it answers; the one
who fetches opens each chunk, syncs it, and compares the whole with its hash. `sync_whole` takes
turns of two seconds, each in an exchange of its own.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.domain.attachment import Media
from app.usecases import attachments
from storage.objects import travelling
from storage.objects.folder import Objects
from tests.benchmarks.test_pull import new_pc, url
from tests.sync.exchange.offices import PC, codes

__all__ = ["new_pc", "url"]
MIB = 1024 * 1024
COUNT = 100
GROUP = "100 MiB to a colleague"


@pytest.fixture(scope="module")
def content() -> list[bytes]:
    return [os.urandom(MIB) for _ in range(COUNT)]


@pytest.mark.benchmark(group=GROUP, warmup=False)
def test_bare_encrypt_and_write(benchmark, tmp_path: Path, content: list[bytes]) -> None:
    def write() -> None:
        cipher = AESGCM(os.urandom(32))
        with (tmp_path / "bare").open("wb", buffering=0) as file:
            for number, part in enumerate(content):
                file.write(cipher.encrypt(number.to_bytes(12, "big"), part, None))
            os.fsync(file.fileno())

    benchmark.pedantic(write, rounds=5, iterations=1)


@pytest.fixture
def attached(new_pc, url: str, content: list[bytes]) -> tuple[PC, PC, bytes]:  # noqa: F811
    """Wren, who attached it, Linnet, who has read everything so far, and the record."""
    wren, linnet = new_pc("Wren"), new_pc("Linnet")
    wren.found(url=url)
    linnet.join(wren.invite(), url=url)
    file = wren.save("person", {"name": "Wren"}, record=b"w" * 16, subject=b"w" * 16)
    sealed = Objects(wren.vault.path).store(content)
    about = {"original_sha256": "0" * 64}
    id = wren.vault.write(
        lambda session: attachments.record(session, file, sealed, media=Media.PDF, about=about)
    ).result()
    return wren, linnet, id


@pytest.mark.benchmark(group=GROUP, warmup=False)
def test_send(benchmark, attached: tuple[PC, PC, bytes]) -> None:
    wren, _, _ = attached

    totals = benchmark.pedantic(lambda: wren.lane.sync_whole().result(), rounds=1, iterations=1)

    assert (totals.chunks, codes(totals)) == (COUNT, [])


@pytest.mark.benchmark(group=GROUP, warmup=False)
def test_fetch(benchmark, attached: tuple[PC, PC, bytes]) -> None:
    wren, linnet, id = attached
    wren.lane.sync_whole().result()
    linnet.sync()
    linnet.vault.write(
        lambda session: travelling.want(session.connection, id, now_ms=session.now_ms())
    ).result()

    totals = benchmark.pedantic(lambda: linnet.lane.sync_whole().result(), rounds=1, iterations=1)

    assert (totals.chunks, codes(totals)) == (COUNT, [])
