"""A new vault key: whole, or the old one holds; and nothing of before opens what comes after."""

from __future__ import annotations

import shutil
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from app.domain.changes import Edit
from app.errors import Damaged, Refused, WrongPassphrase
from storage import rekeying, vault_file
from storage.keys import FLOOR, make_slot, open_slot
from storage.making import make_vault
from storage.opening import open_vault
from storage.record_key import RecordKey
from storage.slots import change_passphrase, put_code, ways_of

OLD = "seven wrens under a hollow hill"
NEW = "nine linnets over a marrow field"
MORE = Edit("note", b"s" * 16, None, {"lines": []}, {})


class PowerCutError(Exception):
    """The PC went off."""


@pytest.fixture(scope="module")
def wanting(tmp_path_factory):
    """A vault with a record, whose person wants a new key; and how it stood before."""
    path = tmp_path_factory.mktemp("made") / "vault"
    with make_vault(path, name="Tansy", passphrase=OLD, calibrate=lambda: FLOOR) as vault:
        vault.write(lambda session: session.save([MORE])).result()
        put_code(vault, b"c" * 16)
        shutil.copytree(path, path.with_name("stolen"))
        change_passphrase(vault, NEW, kdf=FLOOR, new_key=True)
        return path, vault.digest(), vault.record_key.vault_key


def fixed(size):
    """The same new key each time, so that it is wrapped and opened once for all cuts."""
    return b"r" * size


@pytest.fixture(scope="module", autouse=True)
def once():
    """Derive each key once: what is tested here is where the files are."""
    made, opened = cache(make_slot), cache(open_slot)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("storage.rekeying.make_slot", made)
        patch.setattr("storage.opening.open_slot", opened)
        yield


def test_the_key_of_before_opens_nothing_and_every_record_is_there(wanting, tmp_path):
    made, digest, old_key = wanting
    path = Path(shutil.copytree(made, tmp_path / "vault"))

    with open_vault(path, NEW) as vault:
        assert vault.record_key.vault_key != old_key
        assert (vault.digest(), vault.verify()) == (digest, [])
        vault.write(lambda session: session.save([MORE])).result()
        later = vault.digest()
        key = vault.record_key.vault_key
    with open_vault(path, NEW) as again:
        assert (again.record_key.vault_key, again.digest()) == (key, later)

    ways = ways_of(vault_file.read(path))
    assert (ways.passphrase, ways.code, ways.shares) == (True, False, False)
    assert sorted(each.name for each in path.iterdir()) == sorted(
        ["lock", "records.db", "vault.json", "vault.json.old"]
    )
    with pytest.raises(Damaged):
        RecordKey(old_key, again.id).open(path / "records.db")
    # Not even with the whole vault.json that somebody copied before.
    for name in ("vault.json", "vault.json.old"):
        shutil.copy(made.with_name("stolen") / name, path / name)
    with pytest.raises(Damaged):
        open_vault(path, OLD)


def cutting(operations, monkeypatch, error):
    """Let this many operations happen on the vault's files, then no more."""
    count = [operations]

    def limited(function):
        def run(*given, **named):
            if count[0] <= 0:
                raise error
            count[0] -= 1
            return function(*given, **named)

        return run

    monkeypatch.setattr(rekeying, "_open", limited(rekeying._open))  # noqa: SLF001
    monkeypatch.setattr(rekeying, "sync_folder", limited(rekeying.sync_folder))
    monkeypatch.setattr(vault_file, "write_new", limited(vault_file.write_new))
    monkeypatch.setattr(Path, "replace", limited(Path.replace))
    monkeypatch.setattr(Path, "unlink", limited(Path.unlink))
    return count


@pytest.mark.parametrize("error", [PowerCutError("off"), OSError(28, "full")])
def test_cut_after_any_operation_the_old_or_the_new_key_opens_everything(
    wanting, tmp_path, error, monkeypatch
):
    made, digest, old_key = wanting
    content = vault_file.read(made)
    keys = set()
    for operations in range(0, 60, 1 if isinstance(error, PowerCutError) else 3):
        path = Path(shutil.copytree(made, tmp_path / f"cut-{operations}"))
        with monkeypatch.context() as patch:
            left = cutting(operations, patch, error)
            with suppress(PowerCutError, OSError, Refused):
                rekeying.rekey(path, content, old_key, NEW, kdf=FLOOR, random=fixed)
            is_whole = left[0] > 0
        slots = vault_file.read(path).slots
        with open_vault(path, NEW, random=fixed) as vault:
            assert vault.digest() == digest, operations
            keys.add(slots == content.slots)
        assert not list(path.glob("records.db.new*"))
        shutil.rmtree(path)
        if is_whole:
            break
    assert is_whole
    assert keys == {True, False}


def test_where_there_is_no_room_the_vault_opens_as_it_was(wanting, tmp_path, monkeypatch):
    made, digest, old_key = wanting
    path = Path(shutil.copytree(made, tmp_path / "vault"))

    def full(*_given, **_named):
        raise Refused("vault.disk_full")

    with monkeypatch.context() as patch:
        patch.setattr(rekeying, "_write_anew", full)
        with open_vault(path, NEW) as vault:
            assert (vault.record_key.vault_key, vault.digest()) == (old_key, digest)
            vault.write(lambda session: session.save([MORE])).result()
            later = vault.digest()

    with open_vault(path, NEW) as vault:
        assert vault.record_key.vault_key != old_key
        assert vault.digest() == later


def test_a_copy_that_is_not_whole_is_never_put_in_place(wanting, tmp_path, monkeypatch):
    made, digest, old_key = wanting
    path = Path(shutil.copytree(made, tmp_path / "vault"))
    monkeypatch.setattr(rekeying, "_SAME", "select random(), 0 from sqlite_schema")

    with open_vault(path, NEW) as vault:
        assert (vault.record_key.vault_key, vault.digest()) == (old_key, digest)


def test_under_a_new_key_that_could_not_take_its_place_nothing_is_written(
    wanting, tmp_path, monkeypatch
):
    made, digest, _old_key = wanting
    path = Path(shutil.copytree(made, tmp_path / "vault"))

    def stuck(_folder):
        raise OSError(13, "no")

    with monkeypatch.context() as patch:
        patch.setattr(rekeying, "_take_place", stuck)
        with pytest.raises(Refused, match=r"vault\.key_half_made"):
            open_vault(path, NEW)

    with open_vault(path, NEW) as vault:
        assert vault.digest() == digest
    with pytest.raises(WrongPassphrase):
        open_vault(path, OLD)
