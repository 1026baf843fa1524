"""`yarrow vault backup`, `restore` and `repair`, as a person types them."""

from __future__ import annotations

import pytest

from app.wiring.vaults import recovery
from storage.opening import open_vault
from tests.app.cli.conftest import PASSPHRASE


@pytest.fixture
def backup(yarrow, vault, tmp_path):
    """A backup of the vault."""
    ended = yarrow("vault", "backup", vault, tmp_path / "b.yarrow")
    assert (ended.code, ended.err) == (0, "")
    assert "checked by opening it" in ended.out
    return tmp_path / "b.yarrow"


def test_it_comes_back_elsewhere_as_it_was(yarrow, vault, backup, tmp_path):
    ended = yarrow("vault", "restore", backup, tmp_path / "again")

    assert (ended.code, ended.err) == (0, "")
    digests = [yarrow("vault", "digest", each).out for each in (vault, tmp_path / "again")]
    assert digests[0] == digests[1]


def test_inside_the_vaults_own_folder_it_would_be_lost_with_it(yarrow, kept_vault):
    for place in (kept_vault / "b.yarrow", kept_vault / "deeper" / "b.yarrow"):
        ended = yarrow("vault", "backup", kept_vault, place)

        assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1)
        assert "lost together with it" in ended.err
        assert not place.exists()


def test_beside_newer_work_it_only_adds(yarrow, vault, backup):
    added = yarrow("add", vault, "person", stdin='{"name": "Linnet Marrowby"}')
    assert added.code == 0
    before = yarrow("vault", "digest", vault).out

    ended = yarrow("vault", "restore", backup, vault)

    assert (ended.code, ended.err) == (0, "")
    assert "stayed" in ended.out
    assert yarrow("vault", "digest", vault).out == before


def test_what_is_refused_is_one_line(yarrow, vault, backup, tmp_path):
    (tmp_path / "letter.txt").write_text("Dear")
    for words in (
        ("backup", vault, backup),
        ("backup", vault, tmp_path / "missing" / "b"),
        ("restore", tmp_path / "letter.txt", tmp_path / "new"),
        ("restore", tmp_path / "nowhere", tmp_path / "new"),
        ("restore", backup, tmp_path / "letter.txt"),
        ("repair", tmp_path / "nowhere"),
        ("repair", vault, "--from", tmp_path / "letter.txt"),
    ):
        ended = yarrow("vault", *words)
        assert (ended.code, ended.out, ended.err.count("\n")) == (1, "", 1), words
    assert not (tmp_path / "new").exists()


def test_a_sound_vault_needs_no_repair(yarrow, vault):
    ended = yarrow("vault", "repair", vault)

    assert (ended.code, ended.err) == (0, "")
    assert "nothing had to be repaired" in ended.out


def test_a_damaged_one_is_repaired_and_its_folder_kept(yarrow, vault, backup):
    file = vault / "records.db"
    content = bytearray(file.read_bytes())
    content[-4096 + 9] ^= 1
    file.write_bytes(content)
    refused = yarrow("vault", "verify", vault)
    assert refused.code == 1

    ended = yarrow("vault", "repair", vault, "--from", backup)

    assert (ended.code, ended.err) == (0, "")
    assert ".set-aside-" in ended.out
    assert yarrow("vault", "verify", vault).code == 0


def test_a_personal_code_brings_one_back_without_the_passphrase(yarrow, vault, tmp_path):
    backup, code = tmp_path / "c.yarrow", tmp_path / "code.txt"
    with open_vault(vault, PASSPHRASE) as opened:
        code.write_text(recovery.make_code(opened))
    assert yarrow("vault", "backup", vault, backup).code == 0

    ended = yarrow("vault", "restore", backup, tmp_path / "again", "--share", code)

    assert ended.code == 0, ended.err
    assert "The vault is back" in ended.out
    code.write_text("ABCD EFGH")
    refused = yarrow("vault", "restore", backup, tmp_path / "other", "--share", code)
    assert refused.code == 1
    assert len(refused.err.strip().splitlines()) == 1
