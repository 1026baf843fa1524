"""The vaults of this PC behind the lock screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import NotFound, Refused, WrongPassphrase
from app.wiring.vaults.doors import VaultDoors
from storage import vault_file
from storage.unlocked import Vault
from tests.app.wiring.driving import PASSPHRASE, make_person


@pytest.fixture
def doors(folder: Path) -> Iterator[VaultDoors]:
    doors = VaultDoors(folder)
    yield doors
    doors.close()


def test_people_are_listed_by_what_they_chose_to_be_called(doors: VaultDoors, folder: Path) -> None:
    make_person(folder, "Linnet Marrowby")

    assert sorted(user.label for user in doors.users()) == ["LM", "WP"]
    assert all(user.is_training for user in doors.users())


def test_of_one_day_who_was_here_last_stands_first(doors: VaultDoors, folder: Path) -> None:
    make_person(folder, "Linnet Marrowby")
    for label in ("LM", "WP"):
        (key,) = [user.key for user in doors.users() if user.label == label]
        vault = doors.unlock(key, PASSPHRASE).result()
        assert isinstance(vault, Vault)
        vault.close()
        assert doors.users()[0].label == label


def test_a_folder_that_is_no_vault_is_nobody(doors: VaultDoors, folder: Path) -> None:
    (folder / "other").mkdir()

    assert len(doors.users()) == 1


def test_a_damaged_vault_is_listed_and_tells_when_it_is_tried(
    doors: VaultDoors, folder: Path
) -> None:
    for name in ("vault.json", "vault.json.old"):
        path = folder / "wren" / name
        if path.exists():
            path.write_text("{", encoding="utf-8")

    (user,) = doors.users()

    assert user.label == "wren"
    assert doors.wait_s(user.key) == 0
    assert doors.unlock(user.key, PASSPHRASE).exception() is not None


def test_a_vault_that_the_disk_does_not_give_keeps_nobody_else_out(
    doors: VaultDoors, folder: Path
) -> None:
    make_person(folder, "Linnet Marrowby")
    for name in ("vault.json", "vault.json.old"):  # no more to be read than on a bad sector
        (folder / "wren" / name).unlink(missing_ok=True)
        (folder / "wren" / name).mkdir()

    wren = next(user for user in doors.users() if user.label == "wren")

    assert [user.label for user in doors.users()].count("LM") == 1
    assert (doors.wait_s(wren.key), doors.ways(wren.key)) == (0, [])
    assert isinstance(doors.unlock(wren.key, PASSPHRASE).exception(), Refused)
    with pytest.raises(Refused):
        doors.elsewhere(wren.key)


def test_a_day_that_is_none_keeps_nobody_out(doors: VaultDoors, folder: Path) -> None:
    content = vault_file.read(folder / "wren")
    vault_file.write(folder / "wren", replace(content, last_unlock="soon"))

    (user,) = doors.users()

    assert (user.label, user.last_here) == ("WP", None)


def test_the_right_passphrase_opens(doors: VaultDoors) -> None:
    (user,) = doors.users()

    vault = doors.unlock(user.key, PASSPHRASE).result()

    assert isinstance(vault, Vault)
    vault.close()
    assert doors.users()[0].last_here is not None


def test_wrong_ones_cost_time_as_the_vault_says(doors: VaultDoors) -> None:
    (user,) = doors.users()
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            doors.unlock(user.key, "not this one").result()

    assert doors.wait_s(user.key) > 0
    with pytest.raises(Refused) as refused:
        doors.unlock(user.key, PASSPHRASE).result()
    assert refused.value.code == "vault.wait"


def test_a_second_program_on_a_vault_is_refused(doors: VaultDoors) -> None:
    (user,) = doors.users()
    vault = doors.unlock(user.key, PASSPHRASE).result()

    with pytest.raises(Refused) as refused:
        doors.unlock(user.key, PASSPHRASE).result()

    assert refused.value.code == "vault.in_use"
    assert isinstance(vault, Vault)
    vault.close()


def test_a_vault_of_another_folder_is_found_by_its_path(
    doors: VaultDoors, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("other")
    make_person(other, "Perpetua Finchley")

    assert doors.elsewhere(str(other / "perpetua")).label == "PF"
    with pytest.raises(NotFound):
        doors.elsewhere(str(other))


def test_a_new_vault_lies_in_a_folder_whose_name_tells_nothing(
    doors: VaultDoors, folder: Path
) -> None:
    vault = doors.make("Perpetua Finchley", PASSPHRASE).result()

    assert isinstance(vault, Vault)
    vault.close()
    names = {path.parent.name for path in folder.glob(f"*/{vault_file.NAME}")}
    assert len(names) == 2
    assert not any("perpetua" in name.lower() or "finch" in name.lower() for name in names)


def test_how_hard_a_passphrase_is_to_guess_counts_the_name_as_known(doors: VaultDoors) -> None:
    hard = doors.guesses("gravel tunnel pewter oblong", "Perpetua Finchley").result()
    own = doors.guesses("perpetuafinchley", "Perpetua Finchley").result()

    assert own < 10**12 <= hard
