"""A vault with a passphrase, made once and copied for each test."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.changes import Edit
from app.ports import Draft
from storage import vault_file
from storage.keys import FLOOR, make_slot
from storage.making import build_vault
from storage.opening import pc_clock
from storage.unlocked import Vault, unlock
from storage.vault_file import VaultFile
from tests.vaults import once_opened

PASSPHRASE = "seven wrens nest in the yew"
NOW_MS = 1_795_000_000_000


KEY = bytes(range(32))
ID = b"vault-id-16bytes"


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "vault"
    folder.mkdir()
    slot = make_slot(PASSPHRASE, KEY, vault=ID, kdf=FLOOR, random=os.urandom)
    content = VaultFile(ID, (slot,), "WP", False)
    given = {"key": KEY, "clock": pc_clock, "random": os.urandom}
    build_vault(folder, content, name="Wren Pepperday", **given)
    return folder


@pytest.fixture(autouse=True)
def keys_derived_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deriving a key takes longer than most of these tests."""
    for module in ("storage.opening", "storage.backup.assembling"):
        monkeypatch.setattr(f"{module}.open_slot", once_opened)


@pytest.fixture
def path(made_once: Path, tmp_path: Path) -> Path:
    """The folder of a closed vault."""
    folder = tmp_path / "vault"
    shutil.copytree(made_once, folder)
    return folder


@pytest.fixture
def opened(path: Path) -> Callable[..., Vault]:
    """Open the vault of this folder, by its key: deriving one takes longer than the test."""

    def open_one(folder: Path = path) -> Vault:
        content = vault_file.read(folder)
        return unlock(folder, content, key=KEY, clock=pc_clock, random=os.urandom)

    return open_one


def write_note(vault: Vault, text: str) -> bytes:
    """Save a note in a file of its own; gives its id."""

    def work(session):
        subject = session.new_id()
        lines = [{"label": "fact", "text": text}]
        return session.save([Edit("note", subject, None, {"lines": lines}, {})])[0].of

    return vault.write(work).result()


def keep_draft(vault: Vault, text: str, id: bytes = b"d" * 16) -> None:
    draft = Draft(id, "note/1", None, {"text": text}, "", NOW_MS)
    vault.write(lambda session: session.keep_draft(draft)).result()


def draft_texts(vault: Vault) -> list[str]:
    drafts = vault.read(lambda reading: reading.drafts()).result()
    return sorted(str(draft.answers["text"]) for draft in drafts)


def holds(vault: Vault, *ids: bytes) -> bool:
    return all(vault.read(lambda r: [r.record(id) is not None for id in ids]).result())


def put_object(folder: Path, name: str, content: bytes) -> Path:
    (folder / "objects").mkdir(exist_ok=True)
    place = folder / "objects" / name
    place.write_bytes(content)
    return place


def harm(folder: Path, *pages: int) -> None:
    """Flip a bit in these pages of the records, the first being 1; the vault is closed."""
    file = folder / "records.db"
    content = bytearray(file.read_bytes())
    for page in pages:
        content[(page - 1) * 4096 + 40] ^= 1
    file.write_bytes(content)
