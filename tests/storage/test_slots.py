"""Ways into a vault: changed whole or not at all, wherever it is cut; one always opens."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import pytest

from app.errors import Refused, WrongPassphrase
from storage import durable, vault_file
from storage.keys import (
    FLOOR,
    CodeSlot,
    Kdf,
    RecoverySlot,
    Slot,
    make_slot,
    open_code_slot,
    open_slot,
)
from storage.making import make_vault
from storage.opening import open_vault, open_with, seconds_to_wait
from storage.slots import change_passphrase, drop_recovery, put_code, put_recovery, ways_of

OLD = "seven wrens under a hollow hill"
NEW = "nine linnets over a marrow field"
CODE = b"c" * 16


class PowerCutError(Exception):
    """The PC went off."""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("made") / "vault"
    make_vault(path, name="Tansy", passphrase=OLD, calibrate=lambda: FLOOR).close()
    return path


@pytest.fixture
def path(made, tmp_path):
    return Path(shutil.copytree(made, tmp_path / "vault"))


@pytest.fixture(scope="module", autouse=True)
def once():
    """Derive each key once: what is tested here is where it is kept."""

    @cache
    def opened(passphrase, slot, vault):
        try:
            return open_slot(passphrase, slot, vault=vault)
        except WrongPassphrase as error:
            return error

    def open_again(passphrase, slot, *, vault):
        found = opened(passphrase, slot, vault)
        if isinstance(found, WrongPassphrase):
            raise found
        return found

    @cache
    def made(passphrase, key, vault, kdf):
        return make_slot(passphrase, key, vault=vault, kdf=kdf, random=os.urandom)

    def make_again(passphrase, key, *, vault, kdf, random):
        return made(passphrase, key, vault, kdf)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("storage.opening.open_slot", open_again)
        patch.setattr("storage.slots.make_slot", make_again)
        yield


@contextmanager
def cut_after(operations, monkeypatch, error=PowerCutError):
    """Let this many operations on files of the vault happen, then no more."""
    count = [operations]

    def limited(function, name):
        def run(*given, **named):
            if not count[0]:
                raise error(28, name) if error is OSError else error
            count[0] -= 1
            return function(*given, **named)

        return run

    with monkeypatch.context() as patch:
        patch.setattr(vault_file, "write_new", limited(vault_file.write_new, "write"))
        patch.setattr(vault_file, "sync_folder", limited(vault_file.sync_folder, "folder"))
        patch.setattr(Path, "replace", limited(Path.replace, "rename"))
        patch.setattr(durable.os, "fsync", limited(os.fsync, "sync"))
        yield count


def opens(folder, passphrase):
    try:
        open_vault(folder, passphrase).close()
    except WrongPassphrase:
        return False
    return True


def slots_of_all(folder):
    files = [file for file in folder.glob("vault.json*") if file.read_bytes()]
    return [json.loads(file.read_text("utf-8"))["slots"] for file in files]


@pytest.mark.parametrize("error", [PowerCutError, OSError])
def test_a_change_cut_after_any_operation_leaves_the_old_or_the_new(path, monkeypatch, error):
    ends = set()
    for operations in range(0, 20, 2 if error is OSError else 1):
        folder = Path(shutil.copytree(path, path.with_name(f"cut-{operations}")))
        with open_vault(folder, OLD) as vault, cut_after(operations, monkeypatch, error) as left:
            with suppress(PowerCutError, OSError, Refused):
                change_passphrase(vault, NEW, kdf=FLOOR)
            is_whole = left[0] > 0
        opened = (opens(folder, OLD), opens(folder, NEW))
        assert opened in {(True, False), (False, True)}, operations
        ends.add(opened)
        # The next unlock leaves one set of ways in all that is kept.
        current = slots_of_all(folder)
        assert all(each == current[0] for each in current)
        if is_whole:
            break
    assert ends == {(True, False), (False, True)} and is_whole


@pytest.mark.parametrize(
    ("operations", "code"),
    [(0, "vault.ways_unchanged"), (3, "vault.ways_unchanged"), (5, "vault.half_changed")]
    + [(7, "vault.half_changed")],
)
def test_a_full_disk_is_told_with_which_passphrase_holds(path, monkeypatch, operations, code):
    with (
        open_vault(path, OLD) as vault,
        cut_after(operations, monkeypatch, OSError),
        pytest.raises(Refused) as refused,
    ):
        change_passphrase(vault, NEW, kdf=FLOOR)

    assert refused.value.code == code
    is_new = code == "vault.half_changed"
    assert (opens(path, NEW), opens(path, OLD)) == (is_new, not is_new)


def test_after_a_change_no_generation_holds_an_old_slot(path):
    old = slots_of_all(path)[0]
    with open_vault(path, OLD) as vault:
        change_passphrase(vault, NEW, kdf=FLOOR)

    assert all(each != old for each in slots_of_all(path))
    assert len(slots_of_all(path)) == 2


def test_codes_and_recovery_sets_replace_their_own_kind_alone(path):
    recovery = RecoverySlot(b"s" * 32, b"1" * 32, (b"0" * 32,), b"")
    with open_vault(path, OLD) as vault:
        put_code(vault, b"b" * 16)
        put_code(vault, CODE)
        put_recovery(vault, recovery, lambda key: key[::-1])
        put_recovery(vault, recovery, lambda key: key[::-1])

    content = vault_file.read(path)
    assert [type(slot) for slot in content.slots] == [Slot, CodeSlot, RecoverySlot]
    assert json.loads((path / "vault.json").read_text("utf-8"))["format"] == 2
    with pytest.raises(WrongPassphrase, match=r"vault\.wrong_code"):
        open_code_slot(b"b" * 16, content.slots[1], vault=content.vault)
    key = open_code_slot(CODE, content.slots[1], vault=content.vault)
    assert content.slots[2].sealed == key[::-1]
    with open_with(path, lambda _content: key) as vault:
        drop_recovery(vault)
    ways = ways_of(vault_file.read(path))
    assert (ways.passphrase, ways.code, ways.shares) == (True, True, False)


def test_a_code_of_one_vault_opens_no_other(path):
    with open_vault(path, OLD) as vault:
        put_code(vault, CODE)
    slot = vault_file.read(path).slots[1]

    with pytest.raises(WrongPassphrase):
        open_code_slot(CODE, slot, vault=b"o" * 16)


def test_a_slot_below_a_raised_floor_is_made_anew_once(path):
    floor = Kdf(72 * 1024, 3, 4)

    open_vault(path, OLD, floor=floor).close()
    first = vault_file.read(path).slots
    open_vault(path, OLD, floor=floor).close()

    assert first[0].kdf == floor
    assert vault_file.read(path).slots == first
    assert {json.dumps(each) for each in slots_of_all(path)} == {json.dumps(slots_of_all(path)[0])}
    assert opens(path, OLD)


def test_a_try_counts_before_it_is_known_to_be_wrong(path):
    """Whoever ends the program during the derivation has no try for nothing."""

    def killed(_content):
        raise KeyboardInterrupt

    seen = []

    def look(content):
        seen.append(len(vault_file.read(path).wrong_ms))
        raise WrongPassphrase("vault.wrong_passphrase")

    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            open_with(path, look, clock=lambda: 1_000)

    assert seen == [1, 2, 3]
    assert seconds_to_wait(path, clock=lambda: 1_000) == 2
    with pytest.raises(KeyboardInterrupt):
        open_with(path, killed, clock=lambda: 9_000)
    assert len(vault_file.read(path).wrong_ms) == 3


def test_a_disk_that_takes_nothing_keeps_nobody_out(path, monkeypatch):
    with cut_after(0, monkeypatch, OSError):
        open_vault(path, OLD).close()


@pytest.mark.parametrize("years", [-10, 10])
def test_a_clock_ten_years_off_neither_locks_out_nor_gives_tries_for_nothing(path, years):
    now = [1_795_000_000_000]
    for _ in range(6):
        with pytest.raises((WrongPassphrase, Refused)):
            open_vault(path, "wrong", clock=lambda: now[0])
        now[0] += 31_000
    with pytest.raises(WrongPassphrase):
        open_vault(path, "wrong", clock=lambda: now[0])

    now[0] += years * 365 * 86_400_000
    if years < 0:
        with pytest.raises(Refused, match=r"vault\.wait"):
            open_vault(path, OLD, clock=lambda: now[0])
        now[0] += 30_000
    open_vault(path, OLD, clock=lambda: now[0]).close()


@pytest.mark.parametrize(
    "passphrase",
    ["🐦🌳🪺🔑🧭🛶🎻🪁🧵🪵🥁🪐🎈", "שלום עולם דגל כחול ירוק", "gravel oak " * 900 + "x"],
)
def test_any_writing_and_any_length_opens_what_it_closed(path, passphrase):
    with open_vault(path, OLD) as vault:
        change_passphrase(vault, passphrase, kdf=FLOOR)

    assert opens(path, passphrase)
    assert not opens(path, passphrase[:-1])


def test_an_accent_is_one_however_the_keyboard_writes_it(path):
    with open_vault(path, OLD) as vault:
        change_passphrase(vault, "cafe\u0301 na\u00efve gravel marrow", kdf=FLOOR)

    assert opens(path, "caf\u00e9 nai\u0308ve gravel marrow")
