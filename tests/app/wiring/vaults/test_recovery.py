"""The way in by a team's shares follows the team, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import Damaged, Refused
from app.wiring.vaults import recovery
from storage import vault_file
from storage.backup.repairing import prepare_repair
from storage.keys import FLOOR, RecoverySlot
from storage.making import make_vault
from storage.opening import open_vault
from storage.slots import put_recovery, recovery_of
from storage.spaces.store import VaultSpaces
from storage.unlocked import Vault
from sync.protocol.codes import letters_of
from sync.protocol.recovery import seal_slot, set_id

PASSPHRASE = "gravel tunnel pewter oblong"
SPACE = b"s" * 32


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return make_vault(
        tmp_path / "a", name="Wren Pepperday", passphrase=PASSPHRASE, calibrate=lambda: FLOOR
    )


def give_slot(vault: Vault, made: recovery.MadeSet) -> None:
    public = made.set.keys
    slot = RecoverySlot(SPACE, set_id(public), (), b"")
    put_recovery(vault, slot, lambda key: seal_slot(public.hpke, key, vault=vault.id, space=SPACE))


def test_a_vault_that_belongs_to_no_space_any_more_opens_by_no_shares(vault: Vault) -> None:
    with vault:
        give_slot(vault, recovery.make_set())

        assert recovery.keep_slot_current(vault) is False
        assert recovery_of(vault.file) is None


def test_a_slot_altered_by_hand_is_damage_and_no_wrong_share(vault: Vault) -> None:
    made = recovery.make_set()
    with vault:
        give_slot(vault, made)
        slot = recovery_of(vault.file)
        assert slot is not None
        put_recovery(vault, slot, lambda _key: slot.sealed[:-1] + b"x")

    with pytest.raises(Damaged, match=r"vault\.slot_damaged"):
        recovery.recover(vault.path, recovery.by_shares(made.shares[:2]), PASSPHRASE, how="shares")
    assert vault.file.wrong_ms == ()


def test_a_weak_new_passphrase_changes_nothing(vault: Vault) -> None:
    with vault:
        code = recovery.make_code(vault)
    before = vault.file.slots

    for words in ("short", "wren pepperday wren"):
        with pytest.raises(Refused, match=r"vault\.passphrase_"):
            recovery.recover(
                *(vault.path, recovery.by_code(code), words), how="code", calibrate=lambda: FLOOR
            )

    opened = recovery.recover(
        *(vault.path, recovery.by_code(code), PASSPHRASE), how="code", calibrate=lambda: FLOOR
    )
    opened.close()
    assert opened.file.slots[1:] == before[1:]
    assert code != letters_of(bytes(16))


def test_a_damaged_vault_opens_to_be_read_and_can_be_repaired(vault: Vault) -> None:
    with vault:
        code = recovery.make_code(vault)
        vault.note_damage()
    before = vault.file.slots

    opened = recovery.recover(
        *(vault.path, recovery.by_code(code), "wagon pencil harbour thistle"), how="code"
    )
    with opened:
        assert opened.is_read_only
        assert VaultSpaces(opened).person().name == "Wren Pepperday"
        assert prepare_repair(opened, None) is None

    assert vault_file.read(vault.path).slots == before
    recovery.recover(
        *(vault.path, recovery.by_code(code), "wagon pencil harbour thistle"),
        how="code",
        calibrate=lambda: FLOOR,
    ).close()
    open_vault(vault.path, "wagon pencil harbour thistle").close()
