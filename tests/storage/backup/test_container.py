"""A file that is no backup, or no longer one, is refused with a sentence, whatever it holds."""

from __future__ import annotations

import json
import os
import random
import zipfile
from hashlib import sha256

import pytest

from app.errors import Damaged, Refused
from storage.backup.container import Opened

FLIPS = int(os.environ.get("YARROW_EXAMPLES", "200"))
LISTED = {"vault.json": [2, "x"], "records.db": [2, "x"]}
BODY = {"format": 1, "vault": "00" * 16, "made": 5, "whole": True, "files": LISTED}


def put(path, body, *, members=(), kind=zipfile.ZIP_STORED):
    with zipfile.ZipFile(path, "w", kind) as archive:
        archive.writestr("backup.json", body if isinstance(body, str) else json.dumps(body))
        for name, content in members:
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "body",
    [
        {**BODY, "files": []},
        {**BODY, "files": None},
        {**BODY, "files": {**LISTED, "records.db": 5}},
        json.dumps(BODY).replace('"made": 5', '"made": Infinity'),
        '{"format": Infinity}',
        "[" * 100_000,
        '"backup"',
    ],
)
def test_a_list_of_another_shape_is_no_backup(body, tmp_path):
    with pytest.raises(Refused, match=r"backup\.not_a_backup"):
        Opened(put(tmp_path / "b", body))


@pytest.mark.parametrize(
    "name", ["../evil", "objects/../../evil", "/evil", f"objects/{'0' * 32}\n"]
)
def test_a_name_that_leads_elsewhere_is_no_backup(name, tmp_path):
    with pytest.raises(Refused, match=r"backup\.not_a_backup"):
        Opened(put(tmp_path / "b", {**BODY, "files": {**LISTED, name: [1, "x"]}}))


@pytest.mark.parametrize("kind", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_list_that_is_compressed_is_no_backup(kind, tmp_path):
    with pytest.raises(Refused, match=r"backup\.not_a_backup"):
        Opened(put(tmp_path / "b", BODY, kind=kind))


def test_a_vault_file_of_great_size_is_not_read(tmp_path):
    content = b" " * (1024 * 1024 + 1)
    listed = {**LISTED, "vault.json": [len(content), sha256(content).hexdigest()]}
    file = put(tmp_path / "b", {**BODY, "files": listed}, members=[("vault.json", content)])
    with Opened(file) as opened, pytest.raises(Damaged, match=r"backup\.not_as_written"):
        opened.vault_file()


def test_bytes_changed_by_chance_are_refused_or_change_nothing(tmp_path):
    content = b"{}"
    listed = {name: [2, sha256(content).hexdigest()] for name in LISTED}
    members = [(name, content) for name in LISTED]
    whole = put(tmp_path / "b", {**BODY, "files": listed}, members=members).read_bytes()
    chance = random.Random(3)
    for number in range(FLIPS):
        changed = bytearray(whole)
        for _ in range(3):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        (tmp_path / "b").write_bytes(
            changed[: chance.randrange(len(changed))] if number % 5 else changed
        )
        try:
            with Opened(tmp_path / "b") as opened:
                assert opened.vault_file() == content
        except (Refused, Damaged) as error:
            assert error.code.startswith("backup."), number
