"""The commands as a person runs them, in this process: exit code, standard output and error."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass

import pytest

from app.cli import program
from storage import making
from storage.keys import FLOOR

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
    """Run `yarrow` with these arguments and this standard input."""
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("YARROW_PASSPHRASE_FILE", str(file))

    def run(*arguments, stdin=""):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        capfd.readouterr()
        code = program.run([str(argument) for argument in arguments])
        said = capfd.readouterr()
        return Ended(code, said.out, said.err)

    return run


@pytest.fixture
def vault(tmp_path):
    """The folder of a training vault with the quickest slot allowed."""
    folder = tmp_path / "a"
    making.make_vault(
        folder,
        name="Wren Pepperday",
        passphrase=PASSPHRASE,
        training=True,
        calibrate=lambda: FLOOR,
    ).close()
    return folder
