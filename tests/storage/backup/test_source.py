"""A backup from before a vault got a new key is put beside it under its own, or left alone."""

from __future__ import annotations

import os

import pytest

from app.errors import Refused, WrongPassphrase
from storage import rekeying, vault_file
from storage.backup import daily
from storage.backup.daily import Backups, back_up
from storage.backup.making import make_backup
from storage.backup.repairing import Remaking, newest_backup
from storage.backup.restoring import Restoring
from storage.backup.rotation import Name
from storage.backup.stopping import Stop
from storage.keys import FLOOR
from storage.opening import open_vault
from storage.record_key import RecordKey
from tests.storage.backup.conftest import (
    KEY,
    NOW_MS,
    PASSPHRASE,
    harm,
    holds,
    write_note,
)

NEW = "eleven larks in the ash tree"


@pytest.fixture
def older(opened, tmp_path):
    """A backup with one note, made before anything else."""
    file = tmp_path / "older.yarrow"
    with opened() as vault:
        note = write_note(vault, "before")
        make_backup(vault, file, made_ms=NOW_MS)
    return file, note


@pytest.fixture
def rekey(path):
    """Give the vault a new key that this passphrase leads to; gives it."""

    def give(passphrase: str) -> RecordKey:
        content = vault_file.read(path)
        _, key = rekeying.rekey(path, content, KEY, passphrase, kdf=FLOOR, random=os.urandom)
        return RecordKey(key, content.vault)

    return give


@pytest.mark.parametrize("passphrase", [PASSPHRASE, NEW])
def test_newer_work_under_a_new_key_stays_and_still_opens(older, rekey, path, passphrase):
    file, before = older
    rekey(NEW)
    with open_vault(path, NEW) as vault:
        since = write_note(vault, "since")
    ways = vault_file.read(path).slots

    with pytest.raises(Refused, match=r"backup\.other_key"):
        Restoring(path).run(file, passphrase)

    assert vault_file.read(path).slots == ways
    assert [each.name for each in path.parent.iterdir() if "vault" in each.name] == ["vault"]
    with open_vault(path, NEW, clock=in_a_minute) as vault:
        assert holds(vault, before, since)


def in_a_minute() -> int:
    from storage.opening import pc_clock

    return pc_clock() + 60_000


def test_one_passphrase_that_leads_to_both_keys_puts_the_backup_beside(older, rekey, path):
    file, before = older
    rekey(PASSPHRASE)
    with open_vault(path, PASSPHRASE) as vault:
        since = write_note(vault, "since")

    assert Restoring(path).run(file, PASSPHRASE).how == "added"

    with open_vault(path, PASSPHRASE) as vault:
        assert holds(vault, before, since)
        assert vault.verify() == []


@pytest.mark.parametrize("page", [1, -1])
def test_a_damaged_vault_with_a_new_key_is_mended_from_a_backup_of_before(older, rekey, path, page):
    file, before = older
    rekey(PASSPHRASE)
    with open_vault(path, PASSPHRASE) as vault:
        for number in range(20):
            write_note(vault, f"since {number} " * 60)
    harm(path, page if page > 0 else (path / "records.db").stat().st_size // 4096)

    assert Restoring(path).run(file, PASSPHRASE).how == "mended"

    with open_vault(path, PASSPHRASE) as vault:
        assert holds(vault, before)
        assert vault.verify() == []


def test_a_repair_goes_without_a_backup_of_another_key(older, rekey, path):
    file, _ = older
    key = rekey(NEW)

    with pytest.raises(Refused, match=r"backup\.other_key"):
        Remaking(path, vault_file.read(path), key).prepare(file)

    assert [each.name for each in path.parent.iterdir() if each.name.startswith(".")] == []


def test_the_newest_of_the_key_of_now_is_offered_for_a_repair(opened, rekey, path):
    with opened() as vault:
        back_up(vault, Backups(), second="", now_ms=NOW_MS, stop=Stop())
        (first,) = daily.place_of(vault).glob("*")
        assert newest_backup(vault) == first
    rekey(NEW)
    with open_vault(path, NEW) as vault:
        assert newest_backup(vault) is None
        stand = back_up(vault, Backups(), second="", now_ms=NOW_MS + 1_000, stop=Stop())
        (daily.place_of(vault) / Name(7, NOW_MS + 2_000, "0123abcd").text).write_bytes(b"cut off")
        assert str(newest_backup(vault)) == stand.file


def test_it_opens_in_a_folder_of_its_own_with_the_passphrase_of_its_day(older, rekey, tmp_path):
    file, before = older
    rekey(NEW)
    with pytest.raises(WrongPassphrase):
        Restoring(tmp_path / "own").run(file, NEW)

    assert Restoring(tmp_path / "own").run(file, PASSPHRASE).how == "new"

    with open_vault(tmp_path / "own", PASSPHRASE) as vault:
        assert holds(vault, before)
