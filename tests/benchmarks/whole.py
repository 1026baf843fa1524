"""The vault of a whole service: 10,000 people and 200,000 notes, made once for a run.

`YARROW_BENCH_VAULT` names a folder to keep it in between runs; making it takes about five minutes
of working time. `YARROW_BENCH_PEOPLE` and `YARROW_BENCH_NOTES` make a smaller one.
"""

from __future__ import annotations

import os
import sys
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random

import pytest

from app.usecases import recording
from app.wiring.trial.caseload import batches, caseload, fill
from storage import settings
from storage.applying import THEIRS
from storage.keys import FLOOR
from storage.making import make_vault
from storage.opening import open_vault
from storage.session import VaultSession
from storage.unlocked import Vault

PASSPHRASE = "gravel tunnel pewter oblong"
PEOPLE = int(os.environ.get("YARROW_BENCH_PEOPLE", "10000"))
NOTES = int(os.environ.get("YARROW_BENCH_NOTES", "200000"))
ENTRIES = 500
LONG_FILE = "bench_long_file"
_WORDS = ("wren", "linnet", "yew", "hollow", "ash", "fern", "moss", "alder", "birch", "at", "home")
_SENT = "update change set status = ? where nr < (select max(nr) - 20 from change)"


def whole_vault(folder: Path) -> Path:
    """The folder of that vault, made unless it is there; almost all of it has been sent."""
    kept = os.environ.get("YARROW_BENCH_VAULT")
    path = Path(kept) if kept else folder / "whole"
    if not path.exists():
        _make(path)
    return path


def opened(path: Path) -> Vault:
    """The vault, open."""
    return open_vault(path, PASSPHRASE)


def long_file(vault: Vault) -> bytes:
    """The subject of the file of 500 entries."""
    found = vault.read(lambda reading: settings.read(reading.connection, LONG_FILE)).result()
    assert isinstance(found, bytes)
    return found


def _make(path: Path) -> None:
    if os.environ.get("YARROW_BENCH_VAULT") is None and "--benchmark-enable" not in sys.argv:
        pytest.skip("made only where it is measured, as it takes minutes")
    start = time.perf_counter()
    vault = make_vault(
        path, name="Wren Pepperday", passphrase=PASSPHRASE, training=True, calibrate=lambda: FLOOR
    )
    with vault:
        cases = caseload(people=PEOPLE, notes=NOTES, seed=1, now=datetime.now(UTC))
        for batch in batches(cases):
            vault.write(partial(fill, cases=batch)).result()
        vault.write(_sent).result()
        vault.write(_add_long_file).result()
    took = time.perf_counter() - start
    sys.stdout.write(f"\n{PEOPLE} people and {NOTES} notes were made in {took:.0f} s\n")


def _sent(session: VaultSession) -> None:
    session.connection.execute(_SENT, (THEIRS,))


def _add_long_file(session: VaultSession) -> None:
    random, subject = Random(2), None
    for _ in range(ENTRIES):
        labels = random.choices(("fact", "said", "opinion"), k=random.randint(1, 3))
        lines = [
            {"label": label, "text": " ".join(random.choices(_WORDS, k=random.randint(8, 45)))}
            for label in labels
        ]
        subject = recording.record(session, "note", {"lines": lines}, subject=subject).subject
    settings.write(session.connection, LONG_FILE, subject)
