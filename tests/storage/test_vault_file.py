"""vault.json survives a cut at any place, and holds nothing that it should not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import Damaged, NotFound, Refused
from storage import vault_file
from storage.keys import FLOOR, CodeSlot, Slot, open_code_slot, open_slot
from storage.vault_file import VaultFile

SLOT = Slot("passphrase", FLOOR, b"s" * 16, b"n" * 12, b"k" * 48)
FIRST = VaultFile(b"v" * 16, (SLOT,), "TB", True)
SECOND = replace(FIRST, label="Tansy", last_unlock="2026-11-22", has_draft=True, wrong_ms=(1, 2))


def test_what_was_written_is_read(tmp_path):
    vault_file.write(tmp_path, FIRST)
    vault_file.write(tmp_path, SECOND)

    assert vault_file.read(tmp_path) == SECOND


def test_only_what_is_meant_to_be_seen_stands_in_clear(tmp_path):
    vault_file.write(tmp_path, SECOND)

    body = json.loads((tmp_path / "vault.json").read_text("utf-8"))
    assert set(body) == {
        "format",
        "vault",
        "slots",
        "label",
        "training",
        "last_unlock",
        "draft",
        "wrong",
        "check",
    }
    assert set(body["slots"][0]) == {"kind", "kdf", "salt", "nonce", "sealed"}


def test_a_file_in_the_place_of_a_folder_is_no_vault(tmp_path):
    file = tmp_path / "letter"
    file.write_text("x")

    with pytest.raises(NotFound) as refused:
        vault_file.read(file)

    assert refused.value.code == "vault.not_there"


@pytest.mark.parametrize("left", range(0, 700, 23))
def test_a_new_file_cut_short_leaves_the_one_before(tmp_path, left):
    vault_file.write(tmp_path, SECOND)
    whole = (tmp_path / "vault.json").read_bytes()
    vault_file.write(tmp_path, FIRST)

    (tmp_path / "vault.json.new").write_bytes(whole[: min(left, len(whole) - 1)])

    assert vault_file.read(tmp_path) == FIRST


def test_a_cut_between_the_renames_leaves_the_one_before(tmp_path):
    vault_file.write(tmp_path, FIRST)
    (tmp_path / "vault.json").rename(tmp_path / "vault.json.old")

    assert vault_file.read(tmp_path) == FIRST


def test_a_cut_before_the_first_rename_of_all_leaves_the_new_one(tmp_path):
    vault_file.write(tmp_path, FIRST)
    (tmp_path / "vault.json").rename(tmp_path / "vault.json.new")

    assert vault_file.read(tmp_path) == FIRST


@pytest.mark.parametrize("place", range(0, 570, 19))
@pytest.mark.parametrize("generation", ["vault.json", "vault.json.old"])
def test_a_byte_rotted_in_either_generation_leaves_the_other(tmp_path, generation, place):
    vault_file.write_both(tmp_path, FIRST)
    content = bytearray((tmp_path / generation).read_bytes())
    content[place] ^= 1

    (tmp_path / generation).write_bytes(content)

    assert vault_file.read(tmp_path) == FIRST


def test_a_damaged_file_is_never_kept_as_the_old_one(tmp_path):
    vault_file.write_both(tmp_path, FIRST)
    (tmp_path / "vault.json").write_bytes(b"{")

    vault_file.write(tmp_path, SECOND)
    (tmp_path / "vault.json").write_bytes(b"{")

    assert vault_file.read(tmp_path) == FIRST


def test_both_generations_hold_the_new_slot_after_a_change_of_passphrase(tmp_path):
    vault_file.write(tmp_path, FIRST)

    vault_file.write_both(tmp_path, SECOND)
    (tmp_path / "vault.json").unlink()

    assert vault_file.read(tmp_path) == SECOND


def test_two_damaged_generations_are_told_apart_from_no_vault(tmp_path):
    with pytest.raises(NotFound, match=r"vault\.not_there"):
        vault_file.read(tmp_path)
    vault_file.write_both(tmp_path, FIRST)
    for name in ("vault.json", "vault.json.old"):
        (tmp_path / name).write_bytes(b"[]")

    with pytest.raises(Damaged, match=r"vault\.file_damaged"):
        vault_file.read(tmp_path)


def rewrite(folder, **changes):
    """Change fields of both generations as a hand would that knows how to make them check."""
    for generation in ("vault.json", "vault.json.old"):
        body = json.loads((folder / generation).read_text("utf-8"))
        del body["check"]
        for name, value in changes.items():
            *place, field = name.split("__")
            at = body["slots"][0] if place else body
            at = at["kdf"] if "kdf" in place else at
            at[field] = value
        text = json.dumps({**body, "check": vault_file.check(body)})
        (folder / generation).write_text(text, "utf-8")


@pytest.mark.parametrize(
    "change",
    [
        {"slot__kdf__memory_kib": "x"},
        {"slot__kdf__memory_kib": 65536.0},
        {"slot__kdf__passes": None},
        {"slot__kdf__lanes": True},
        {"slot__kind": 5},
        {"slot__kdf": []},
        {"slot__salt": 5},
        {"slot__nonce": "zz"},
        {"slots": {"kind": 1}},
        {"slots": [[]]},
        {"vault": "00"},
        {"label": 5},
        {"training": "no"},
        {"training": 1},
        {"draft": None},
        {"last_unlock": 7},
        {"wrong": ["x"]},
        {"wrong": [2**70]},
        {"wrong": [-1]},
        {"wrong": [1.5]},
        {"wrong": 3},
        {"format": "1"},
    ],
)
def test_what_is_of_another_type_is_damage_and_no_fault_of_ours(tmp_path, change):
    vault_file.write_both(tmp_path, FIRST)
    rewrite(tmp_path, **change)

    with pytest.raises(Damaged, match=r"vault\.file_damaged"):
        vault_file.read(tmp_path)


def test_a_later_format_is_refused_with_both_numbers(tmp_path):
    vault_file.write(tmp_path, FIRST)
    path = tmp_path / "vault.json"
    later = path.read_text("utf-8").replace('"format": 1', '"format": 3')
    body = json.loads(later)
    del body["check"]
    body["check"] = vault_file.check(body)
    path.write_text(json.dumps(body), "utf-8")

    with pytest.raises(Refused) as refused:
        vault_file.read(tmp_path)

    assert refused.value.code == "vault.newer"
    assert refused.value.facts == {"found": 3, "known": 2}


FORMATS = Path(__file__).parent / "formats"


@pytest.mark.parametrize("stored", sorted(FORMATS.glob("vault-*.json")), ids=lambda path: path.stem)
def test_every_format_ever_written_still_opens(tmp_path, stored):
    (tmp_path / "vault.json").write_bytes(stored.read_bytes())

    content = vault_file.read(tmp_path)

    key = open_slot("seven wrens under a hollow hill", content.slots[0], vault=content.vault)
    assert key == bytes(range(32))
    for slot in content.slots:
        if isinstance(slot, CodeSlot):
            assert open_code_slot(bytes(range(16)), slot, vault=content.vault) == key
    assert (content.label, content.last_unlock) == ("TB", "2026-11-27")
    vault_file.write(tmp_path, content)
    assert (tmp_path / "vault.json").read_bytes() == stored.read_bytes()


def test_a_way_that_nobody_tries_by_is_not_believed(tmp_path):
    tried = replace(FIRST, wrong_ms=(1, 2), wrong_by=("wrong_code", "Tansy was here"))
    vault_file.write(tmp_path, tried)

    assert vault_file.read(tmp_path).wrong == [(1, "wrong_passphrase"), (2, "wrong_passphrase")]
