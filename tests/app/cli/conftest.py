"""The commands as a person runs them, in this process: exit code, standard output and error."""

from __future__ import annotations

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.cli import program
from app.domain.changes import Edit, make_change
from storage import making, opening
from storage.applying import THEIRS, Arrival, apply_page
from storage.keys import FLOOR
from tests.services import once_said
from tests.vaults import once_opened

ROOT = Path(__file__).parents[3]
PASSPHRASE = "seven wrens nest in the yew"


@dataclass(frozen=True)
class Ended:
    """What a command left."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def ids(self):
        return self.out.split()


@pytest.fixture
def yarrow(tmp_path, monkeypatch, capfd):
    """Run `yarrow` with these arguments and this standard input: text, bytes or a stream."""
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("YARROW_PASSPHRASE_FILE", str(file))
    monkeypatch.setattr("storage.opening.open_slot", once_opened)
    monkeypatch.setattr("sync.protocol.words.six_words", once_said)
    monkeypatch.setitem(making.make_vault.__kwdefaults__, "calibrate", quick)

    def run(*arguments, stdin=""):
        data = io.BytesIO(stdin.encode()) if isinstance(stdin, str) else stdin
        data = io.BytesIO(data) if isinstance(data, bytes) else data
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(data))
        capfd.readouterr()
        code = program.run([str(argument) for argument in arguments])
        said = capfd.readouterr()
        return Ended(code, said.out, said.err)

    return run


@pytest.fixture
def process(tmp_path):
    """Start `yarrow` as a process of its own."""
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    environment = {**os.environ, "YARROW_PASSPHRASE_FILE": str(file)}
    started = []

    def start(*arguments, **options):
        command = [sys.executable, "-m", "app.main", *(str(each) for each in arguments)]
        # Where these tests run behind a shell, Ctrl+C is ignored here, and so it would be there.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        running = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            bufsize=0,  # what `readline` took ahead would be lost to `communicate`
            **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
        )
        started.append(running)
        return running

    yield start
    for running in started:
        with running:
            running.kill()


@pytest.fixture(scope="session")
def new_vault(tmp_path_factory):
    """The folder of a new training vault, to be copied and left as it is."""
    folder = tmp_path_factory.mktemp("new") / "a"
    made = making.make_vault(
        folder, name="Wren Pepperday", passphrase=PASSPHRASE, training=True, calibrate=quick
    )
    made.close()
    return folder


@pytest.fixture
def vault(new_vault, tmp_path):
    """The folder of a training vault with the quickest slot allowed."""
    return Path(shutil.copytree(new_vault, tmp_path / "a"))


@pytest.fixture(scope="module")
def kept_vault(new_vault, tmp_path_factory):
    """The same for all tests of a module that do not mind what is in it."""
    return Path(shutil.copytree(new_vault, tmp_path_factory.mktemp("kept") / "a"))


def quick():
    """The settings of the quickest slot allowed."""
    return FLOOR


@pytest.fixture
def colleague(yarrow):
    """Let a change of another PC arrive in a vault: fields set over the heads that it saw."""
    count = iter(range(1_000_000))

    def arrive(folder, id, fields, *, over=None, time=1_795_000_000_000):
        record = bytes.fromhex(id)

        def apply(session):
            known = session.record(record)
            edit = Edit(known.kind, known.subject, record, fields, over or {})
            salt = next(count).to_bytes(16, "big")
            change = make_change(edit, salt=salt, at=1, time=(time, None))
            arrivals = [Arrival(change, 1, THEIRS)]
            apply_page(session.connection, arrivals, space=1, now_ms=session.now_ms())
            return change

        with opening.open_vault(folder, PASSPHRASE) as vault:
            return vault.write(apply).result()

    return arrive


@pytest.fixture
def heads(yarrow):
    """The heads that a record has now, by field."""

    def read(folder, id):
        with opening.open_vault(folder, PASSPHRASE) as vault:
            record = vault.read(lambda reading: reading.record(bytes.fromhex(id))).result()
        return record.heads

    return read
