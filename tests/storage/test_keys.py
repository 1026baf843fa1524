"""The vault key opens with its passphrase, in its vault, at its strength, and no other way."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest

from app.errors import Damaged, Refused, WrongPassphrase
from storage.keys import FLOOR, Kdf, calibrate, make_slot, open_slot, sub_key

PASSPHRASE = "seven wrens under a hollow hill"
KEY = bytes(range(32))
VAULT = b"v" * 16


@pytest.fixture(scope="module")
def slot():
    return make_slot(PASSPHRASE, KEY, vault=VAULT, kdf=FLOOR, random=lambda size: b"7" * size)


def test_the_passphrase_opens_its_slot(slot):
    assert open_slot(PASSPHRASE, slot, vault=VAULT) == KEY


@pytest.mark.parametrize(
    ("passphrase", "vault"), [(PASSPHRASE + "s", VAULT), ("", VAULT), (PASSPHRASE, b"w" * 16)]
)
def test_another_passphrase_or_vault_opens_nothing(slot, passphrase, vault):
    with pytest.raises(WrongPassphrase):
        open_slot(passphrase, slot, vault=vault)


@pytest.mark.parametrize(
    "changed",
    [
        {"kdf": replace(FLOOR, passes=4)},
        {"kind": "recovery"},
        {"salt": b"8" * 16},
        {"nonce": b"8" * 12},
    ],
)
def test_a_slot_with_one_part_altered_opens_nothing(slot, changed):
    with pytest.raises(WrongPassphrase):
        open_slot(PASSPHRASE, replace(slot, **changed), vault=VAULT)


@pytest.mark.parametrize("place", [0, 20, 40])
def test_a_bit_flipped_in_the_wrapped_key_opens_nothing(slot, place):
    sealed = bytearray(slot.sealed)
    sealed[place] ^= 1

    with pytest.raises(WrongPassphrase):
        open_slot(PASSPHRASE, replace(slot, sealed=bytes(sealed)), vault=VAULT)


@pytest.mark.parametrize(
    "weak",
    [
        replace(FLOOR, memory_kib=FLOOR.memory_kib - 1),
        replace(FLOOR, passes=2),
        replace(FLOOR, lanes=3),
        Kdf(8, 1, 1),
    ],
)
def test_a_slot_that_asks_for_less_than_the_floor_is_refused(weak):
    weakened = make_slot(PASSPHRASE, KEY, vault=VAULT, kdf=weak, random=lambda size: b"7" * size)

    with pytest.raises(Refused, match=r"vault\.slot_weak"):
        open_slot(PASSPHRASE, weakened, vault=VAULT)


def test_a_slot_that_asks_for_more_than_a_pc_has_is_called_damaged(slot):
    with pytest.raises(Damaged, match=r"vault\.slot_damaged"):
        open_slot(PASSPHRASE, replace(slot, kdf=replace(FLOOR, memory_kib=2**31)), vault=VAULT)


@pytest.mark.parametrize("change", [{"salt": b"7"}, {"nonce": b""}, {"nonce": b"7" * 200}])
def test_a_slot_with_parts_of_another_size_is_called_damaged(slot, change):
    with pytest.raises(Damaged, match=r"vault\.slot_damaged"):
        open_slot(PASSPHRASE, replace(slot, **change), vault=VAULT)


def test_an_accent_typed_in_one_or_two_strokes_is_one_passphrase():
    typed = "sept étés à Évreux"
    slot = make_slot(
        unicodedata.normalize("NFD", typed),
        KEY,
        vault=VAULT,
        kdf=FLOOR,
        random=lambda size: b"7" * size,
    )

    assert open_slot(unicodedata.normalize("NFC", typed), slot, vault=VAULT) == KEY


@pytest.mark.parametrize("seconds_at_floor", [0.01, 0.05, 0.2, 0.5, 0.69])
def test_a_fast_pc_is_given_work_for_most_of_a_second(seconds_at_floor):
    def seconds(kdf: Kdf) -> float:
        return seconds_at_floor * (kdf.memory_kib * kdf.passes) / (FLOOR.memory_kib * FLOOR.passes)

    found = calibrate(seconds)

    assert 0.7 <= seconds(found) <= 1.0
    assert found.memory_kib <= 512 * 1024


@pytest.mark.parametrize("seconds_at_floor", [0.8, 1.0, 3.0])
def test_a_slow_pc_is_never_given_less_than_the_floor(seconds_at_floor):
    assert calibrate(lambda kdf: seconds_at_floor) == FLOOR


def test_each_purpose_and_vault_has_its_own_key():
    made = {sub_key(KEY, label, vault=v) for label in ("records", "salt") for v in (VAULT, b"w")}

    assert len(made) == 4
    assert KEY not in made
