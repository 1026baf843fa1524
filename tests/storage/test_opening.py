"""The passphrase opens; wrong ones wait, are logged, and lose nothing."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from app.errors import Damaged, NotFound, Refused, WrongPassphrase
from storage import damage_note, vault_file
from storage.keys import FLOOR
from storage.making import make_vault
from storage.opening import open_vault, open_with, seconds_to_wait
from storage.slots import change_passphrase

PASSPHRASE = "seven wrens under a hollow hill"


@pytest.fixture
def path(tmp_path, clock):
    path = tmp_path / "vault"
    given = {"name": "Tansy", "passphrase": PASSPHRASE, "calibrate": lambda: FLOOR}
    make_vault(path, **given, clock=clock).close()
    return path


def try_wrong(path, clock):
    with pytest.raises(WrongPassphrase, match=r"vault\.wrong_passphrase"):
        open_vault(path, "eight wrens", clock=clock)


def test_wrong_tries_wait_longer_across_restarts_and_the_right_one_ends_it(path, clock):
    for wait in (0, 0, 2):
        try_wrong(path, clock)
        assert seconds_to_wait(path, clock=clock) == wait

    with pytest.raises(Refused) as refused:
        open_vault(path, PASSPHRASE, clock=clock)
    assert (refused.value.code, refused.value.facts) == ("vault.wait", {"seconds": 2})

    clock.ms += 2_000
    with open_vault(path, PASSPHRASE, clock=clock) as vault:
        entries = vault.read(lambda reading: reading.accesses()).result()
        assert [entry.what for entry in entries] == ["wrong_passphrase"] * 3
        assert vault.verify() == []
    assert seconds_to_wait(path, clock=clock) == 0


def test_wrong_tries_of_several_ways_are_logged_as_what_they_were(path, clock):
    def wrong(_content):
        raise WrongPassphrase("vault.wrong_code")

    try_wrong(path, clock)
    assert "wrong_by" not in json.loads((path / "vault.json").read_text("utf-8"))
    for way in ("wrong_code", "wrong_shares"):
        with pytest.raises(WrongPassphrase):
            open_with(path, wrong, clock=clock, tried=way)
        clock.ms += 60_000

    with open_vault(path, PASSPHRASE, clock=clock) as vault:
        entries = vault.read(lambda reading: reading.accesses()).result()
    assert [each.what for each in entries] == ["wrong_passphrase", "wrong_code", "wrong_shares"]
    assert vault_file.read(path).wrong == []


def test_wrong_tries_on_a_damaged_vault_are_logged_once_it_takes_writes_again(path, clock):
    damage_note.note(path)
    try_wrong(path, clock)
    clock.ms += 60_000

    for _ in range(2):
        with open_vault(path, PASSPHRASE, clock=clock) as vault:
            assert vault.is_read_only
    with open_vault(path, PASSPHRASE, clock=clock) as vault:
        vault.repair()
    with open_vault(path, PASSPHRASE, clock=clock) as vault:
        entries = vault.read(lambda reading: reading.accesses()).result()

    assert [each.what for each in entries] == ["wrong_passphrase"]


def test_a_clock_set_back_starts_the_wait_anew_and_never_locks_out(path, clock):
    for _ in range(3):
        try_wrong(path, clock)

    clock.ms -= 86_400_000
    with pytest.raises(Refused, match=r"vault\.wait"):
        open_vault(path, PASSPHRASE, clock=clock)
    clock.ms += 2_000

    open_vault(path, PASSPHRASE, clock=clock).close()


@pytest.mark.parametrize("generation", ["vault.json", "vault.json.old"])
@pytest.mark.parametrize("harm", [b"", b"{}", None])
def test_either_generation_lost_or_damaged_still_opens(path, clock, generation, harm):
    if harm is None:
        (path / generation).unlink()
    else:
        (path / generation).write_bytes(harm)

    open_vault(path, PASSPHRASE, clock=clock).close()


@pytest.mark.parametrize("is_training", [True, False])
def test_training_flipped_by_hand_changes_nothing_and_is_put_right(tmp_path, clock, is_training):
    path = tmp_path / "vault"
    given = {"name": "Tansy", "passphrase": PASSPHRASE, "calibrate": lambda: FLOOR}
    make_vault(path, **given, training=is_training, clock=clock).close()
    flipped = replace(vault_file.read(path), is_training=not is_training)
    vault_file.write_both(path, flipped)

    with open_vault(path, PASSPHRASE, clock=clock) as vault:
        assert vault.is_training is is_training

    assert vault_file.read(path).is_training is is_training


def test_the_last_unlock_is_kept_to_the_day_alone(path, clock):
    open_vault(path, PASSPHRASE, clock=clock).close()

    assert vault_file.read(path).last_unlock == "2026-11-18"


def test_after_a_change_the_old_passphrase_opens_neither_generation(path, clock):
    new = "nine linnets over a marrow field"
    with open_vault(path, PASSPHRASE, clock=clock) as vault:
        change_passphrase(vault, new, kdf=FLOOR)
    (path / "vault.json").unlink()

    with pytest.raises(WrongPassphrase):
        open_vault(path, PASSPHRASE, clock=clock)
    open_vault(path, new, clock=clock).close()


def test_a_second_program_on_the_same_vault_is_refused_and_the_first_goes_on(path, clock):
    with open_vault(path, PASSPHRASE, clock=clock) as vault:
        with pytest.raises(Refused, match=r"vault\.in_use"):
            open_vault(path, PASSPHRASE, clock=clock)

        assert vault.write(lambda session: len(session.new_id())).result() == 16


def test_lost_records_are_never_made_anew(path, clock):
    for file in path.glob("records.db*"):
        file.unlink()

    with pytest.raises(Damaged, match=r"vault\.records_lost"):
        open_vault(path, PASSPHRASE, clock=clock)

    assert not (path / "records.db").exists()
    with pytest.raises(NotFound, match=r"vault\.not_there"):
        open_vault(path.parent, PASSPHRASE, clock=clock)


def test_the_records_of_another_vault_do_not_open(path, clock, tmp_path):
    given = {"name": "Linnet", "passphrase": PASSPHRASE, "calibrate": lambda: FLOOR}
    make_vault(tmp_path / "other", **given, clock=clock).close()
    (path / "records.db").write_bytes((tmp_path / "other" / "records.db").read_bytes())

    with pytest.raises(Damaged, match=r"vault\.damaged"):
        open_vault(path, PASSPHRASE, clock=clock)


def test_a_weakened_slot_is_refused_even_with_the_right_passphrase(path, clock):
    body = json.loads((path / "vault.json").read_text("utf-8"))
    body["slots"][0]["kdf"]["memory_kib"] = 8
    del body["check"]
    body["check"] = vault_file.check(body)
    (path / "vault.json").write_text(json.dumps(body), "utf-8")

    with pytest.raises(Refused, match=r"vault\.slot_weak"):
        open_vault(path, PASSPHRASE, clock=clock)
