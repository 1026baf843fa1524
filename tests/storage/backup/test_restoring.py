"""A restore brings back what was backed up, beside whatever is newer; it overwrites nothing."""

from __future__ import annotations

import os

import pytest

from app.errors import Damaged, Refused, WrongPassphrase
from storage.backup.making import make_backup
from storage.backup.restoring import Restoring
from storage.keys import FLOOR
from storage.making import build_vault
from storage.slots import change_passphrase
from storage.vault_file import VaultFile
from tests.storage.backup.conftest import (
    NOW_MS,
    PASSPHRASE,
    draft_texts,
    harm,
    holds,
    keep_draft,
    put_object,
    write_note,
)
from tests.storage.backup.joined import join_space, numbering_of

NAME = "0f" * 16


@pytest.fixture
def backup(opened, path, tmp_path):
    """A backup with one note, a draft and an object."""
    with opened() as vault:
        note = write_note(vault, "before")
        keep_draft(vault, "half a sentence")
        put_object(path, NAME, b"sealed")
        file = tmp_path / "b.yarrow"
        make_backup(vault, file, made_ms=NOW_MS)
    return file, note


def restore(file, folder, passphrase=PASSPHRASE):
    return Restoring(folder).run(file, passphrase)


def contents(folder):
    return {
        str(each.relative_to(folder)): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file() and each.name != "lock"
    }


@pytest.mark.parametrize("is_there", [True, False])
def test_where_nothing_is_it_stands_as_it_was(backup, opened, tmp_path, is_there):
    file, note = backup
    folder = tmp_path / "somewhere" / "new"
    if is_there:
        folder.mkdir(parents=True)

    restored = restore(file, folder)

    assert (restored.how, restored.changes, restored.is_whole) == ("new", 1, True)
    with opened(folder) as vault:
        assert holds(vault, note)
        assert draft_texts(vault) == ["half a sentence"]
        assert vault.verify() == []
        assert vault.file.has_draft
    assert (folder / "objects" / NAME).read_bytes() == b"sealed"
    assert [each.name for each in folder.parent.iterdir()] == ["new"]


def test_newer_work_stays_and_what_it_lacks_comes_beside_it(backup, opened, path, tmp_path):
    file, before = backup
    other = tmp_path / "other"
    restore(file, other)
    with opened(other) as vault:
        there = write_note(vault, "written in the other copy")
        keep_draft(vault, "another sentence")
        make_backup(vault, tmp_path / "c.yarrow", made_ms=NOW_MS)
    with opened() as vault:
        here = write_note(vault, "written here since")
        vault.write(
            lambda session: session.note_access("viewed", b"s" * 16, record=None, detail="")
        )

    restored = restore(tmp_path / "c.yarrow", path)

    assert (restored.how, restored.changes) == ("added", 1)
    with opened() as vault:
        assert holds(vault, before, there, here)
        assert draft_texts(vault) == ["another sentence", "half a sentence"]
        accesses = vault.read(lambda reading: reading.accesses()).result()
        assert [each.what for each in accesses] == ["viewed"]
        assert vault.verify() == []
        digest = vault.digest()

    assert restore(tmp_path / "c.yarrow", path).changes == 0
    with opened() as vault:
        assert vault.digest() == digest
        assert len(draft_texts(vault)) == 2


def test_saves_made_after_a_restore_beside_newer_work_stay_apart(backup, opened, path, tmp_path):
    file, _ = backup
    other = tmp_path / "other"
    restore(file, other)
    with opened(other) as vault:
        for number in range(3):
            write_note(vault, f"there {number}")
        make_backup(vault, tmp_path / "c.yarrow", made_ms=NOW_MS)
    with opened() as vault:
        write_note(vault, "here")
    restore(tmp_path / "c.yarrow", path)

    with opened() as vault:
        write_note(vault, "after")
        saves = vault.read(
            lambda r: r.connection.execute("select save from change").fetchall()
        ).result()
    assert len(set(saves)) == len(saves) == 6


def test_a_damaged_vault_is_set_aside_and_all_that_can_be_read_of_it_carried_over(
    backup, opened, path, tmp_path
):
    file, before = backup
    with opened() as vault:
        since = [write_note(vault, f"since {number} " * 60) for number in range(30)]
        put_object(path, "1e" * 16, b"newer")
    pages = (path / "records.db").stat().st_size // 4096
    harm(path, pages - 1)
    harmed = contents(path)

    restored = restore(file, path)

    assert restored.how == "mended"
    assert restored.aside.parent == path.parent
    after = contents(restored.aside)
    assert {name: after[name] for name in ("records.db", f"objects/{NAME}")} == {
        name: harmed[name] for name in ("records.db", f"objects/{NAME}")
    }
    with opened() as vault:
        assert holds(vault, before)
        assert vault.verify() == []
        found = vault.read(lambda r: [r.record(id) is not None for id in since]).result()
        assert sum(found) >= 20
        assert "half a sentence" in draft_texts(vault)
    assert (path / "objects" / ("1e" * 16)).read_bytes() == b"newer"


@pytest.mark.parametrize("harmed", ["vault.json", "records.db", "first page"])
def test_a_vault_that_no_longer_opens_is_brought_back(backup, opened, path, harmed):
    file, before = backup
    if harmed == "first page":
        harm(path, 1)
    else:
        (path / harmed).unlink()
        (path / f"{harmed}.old").unlink(missing_ok=True)

    restore(file, path)

    with opened() as vault:
        assert holds(vault, before)
        assert vault.verify() == []


def test_another_vault_in_the_place_is_left_alone(backup, tmp_path):
    file, _ = backup
    other = tmp_path / "other"
    other.mkdir()
    content = VaultFile(b"another-vault-16", (), "LM", False)
    given = {"key": b"k" * 32, "clock": lambda: NOW_MS, "random": os.urandom}
    build_vault(other, content, name="Linnet Marrowby", **given)
    before = contents(other)

    with pytest.raises(Refused, match=r"backup\.other_vault"):
        restore(file, other)

    assert contents(other) == before


def test_a_folder_of_other_things_and_a_file_are_left_alone(backup, tmp_path):
    file, _ = backup
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "letter.txt").write_text("Dear")

    for place in (folder, folder / "letter.txt"):
        with pytest.raises(Refused, match=r"backup\.not_a_vault"):
            restore(file, place)

    assert contents(folder) == {"letter.txt": b"Dear"}


def test_an_open_vault_is_left_alone(backup, opened, path):
    file, _ = backup
    with opened() as vault:
        with pytest.raises(Refused, match=r"vault\.in_use"):
            restore(file, path)
        write_note(vault, "goes on")


@pytest.mark.parametrize("is_there", [True, False])
def test_a_wrong_passphrase_restores_nothing(backup, path, tmp_path, is_there):
    file, _ = backup
    place = path if is_there else tmp_path / "new"
    before = contents(place)

    with pytest.raises(WrongPassphrase):
        restore(file, place, "eleven larks in the ash tree")

    after = contents(place)
    assert after.keys() == before.keys()
    assert after.get("records.db") == before.get("records.db")
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_the_passphrase_of_the_day_of_the_backup_does_too(backup, opened, path):
    file, before = backup
    with opened() as vault:
        change_passphrase(vault, "eleven larks in the ash tree", kdf=FLOOR)
        write_note(vault, "since")

    assert restore(file, path).how == "added"
    with opened() as vault:
        assert holds(vault, before)


def test_a_backup_with_a_bit_flipped_anywhere_restores_nothing(backup, tmp_path):
    file, _ = backup
    content = file.read_bytes()
    for place in range(200, len(content), len(content) // 3):
        flipped = bytearray(content)
        flipped[place] ^= 4
        (tmp_path / "flipped").write_bytes(flipped)
        with pytest.raises((Damaged, Refused), match=r"backup\.(not_as_written|not_a_backup)"):
            restore(tmp_path / "flipped", tmp_path / "new")
        assert not (tmp_path / "new").exists()


def test_a_restored_vault_numbers_anew_in_every_space(backup, opened, tmp_path):
    with opened() as vault:
        join_space(vault)
        make_backup(vault, tmp_path / "c.yarrow", made_ms=NOW_MS)

    restore(tmp_path / "c.yarrow", tmp_path / "new")

    with opened(tmp_path / "new") as vault:
        found = numbering_of(vault)
    assert found[0] != b"\x01" and len(found[0]) == 8
    assert found[1:] == (0, b"")
