"""A vault is made whole or not at all, and never over something else."""

from __future__ import annotations

import pytest

from app.errors import Refused
from storage import making, vault_file
from storage.keys import FLOOR, calibrate
from storage.making import make_vault
from storage.opening import open_vault

PASSPHRASE = "seven wrens under a hollow hill"


def make(path, **given):
    defaults = {"name": "Tansy Bramblewick", "passphrase": PASSPHRASE, "calibrate": lambda: FLOOR}
    return make_vault(path, **{**defaults, **given})


def test_a_made_vault_opens_again_with_its_passphrase(tmp_path):
    with make(tmp_path / "new" / "vault", training=True) as vault:
        digest = vault.digest()
        assert (vault.label, vault.is_training) == ("TB", True)

    with open_vault(tmp_path / "new" / "vault", PASSPHRASE) as again:
        assert (again.digest(), again.label, again.is_training) == (digest, "TB", True)
        assert again.verify() == []


def test_making_counts_as_here_on_that_day(tmp_path):
    noon = 1_795_003_200_000
    make(tmp_path / "vault", clock=lambda: noon).close()

    assert vault_file.read(tmp_path / "vault").last_unlock == "2026-11-18"


def test_an_empty_folder_is_taken_and_a_filled_one_is_left_alone(tmp_path):
    (tmp_path / "empty").mkdir()
    make(tmp_path / "empty").close()
    (tmp_path / "filled").mkdir()
    (tmp_path / "filled" / "letter.txt").write_text("keep me", "utf-8")

    for taken in ("filled", "empty"):
        with pytest.raises(Refused, match=r"vault\.exists"):
            make(tmp_path / taken)

    assert [each.name for each in (tmp_path / "filled").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": " "}, "vault.name_needed"),
        ({"passphrase": "short"}, "vault.passphrase_short"),
        ({"passphrase": "password12345"}, "vault.passphrase_easy"),
        ({"passphrase": "tansybramblewick"}, "vault.passphrase_easy"),
    ],
)
def test_what_is_refused_leaves_no_trace(tmp_path, given, code):
    with pytest.raises(Refused) as refused:
        make(tmp_path / "vault", **given)

    assert refused.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_making_that_fails_half_way_leaves_no_trace(tmp_path):
    class PowerCutError(Exception):
        pass

    def cut() -> int:
        raise PowerCutError

    with pytest.raises(PowerCutError):
        make(tmp_path / "vault", clock=cut)

    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_making_left_is_cleared_by_the_next(tmp_path):
    left = tmp_path / ".vault.making-00000000"
    left.mkdir()
    (left / "records.db").write_bytes(b"half")

    make(tmp_path / "vault").close()

    assert [each.name for each in tmp_path.iterdir()] == ["vault"]


def test_a_making_that_goes_on_beside_is_left_alone(tmp_path):
    going_on = tmp_path / ".vault.making-00000000"
    going_on.mkdir()
    lock = making.ProcessLock.take(going_on)

    make(tmp_path / "vault").close()

    assert going_on.exists()
    lock.release()


def test_a_slot_is_measured_for_this_pc_unless_another_is_asked_for() -> None:
    assert make_vault.__kwdefaults__["calibrate"] is calibrate
