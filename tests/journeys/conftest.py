"""Two people's workstations and one service, used by the commands as a person types them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.cli import program
from tests.services import once_said
from tests.sync.conftest import RunningService
from tests.vaults import once_opened, put_vault

PASSPHRASE = "seven wrens nest in the yew"

Run = Callable[..., "Ended"]


@dataclass(frozen=True)
class Ended:
    """What a command left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def word(self) -> str:
        return self.out.strip()


@pytest.fixture
def yarrow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Run:
    """Run `yarrow` with these arguments and this on standard input."""
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    monkeypatch.setenv("YARROW_PASSPHRASE_FILE", str(file))
    monkeypatch.setattr("storage.opening.open_slot", once_opened)
    monkeypatch.setattr("sync.protocol.words.six_words", once_said)

    def run(*arguments: object, stdin: object = "") -> Ended:
        text = stdin if isinstance(stdin, str) else json.dumps(stdin)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        capfd.readouterr()
        code = program.run([str(argument) for argument in arguments])
        said = capfd.readouterr()
        return Ended(code, said.out, said.err)

    return run


@pytest.fixture
def vault_of(tmp_path: Path) -> Callable[..., Path]:
    """Make a vault with the quickest slot allowed, in a folder by its person's first name."""

    def make(name: str, *, training: bool = True) -> Path:
        folder = tmp_path / name.split()[0].lower()
        put_vault(folder, name, PASSPHRASE, training=training)
        return folder

    return make


@pytest.fixture
def team(yarrow: Run, vault_of: Callable[..., Path], service: RunningService) -> tuple[Path, Path]:
    """Wren's and Linnet's vaults, in one space."""
    a, b = vault_of("Wren Pepperday"), vault_of("Linnet Marrowby")
    made = yarrow("space", "new", a, "--name", "Willowmere", "--service", service.url)
    assert made.code == 0, made.err
    code = yarrow("invite", a).word
    assert yarrow("join", b, code, "--service", service.url).code == 0
    return a, b
