"""Weak passphrases are refused, wrong ones wait."""

from __future__ import annotations

import pytest

from app.errors import Refused
from storage.passphrases import require_good, wait_s


@pytest.mark.parametrize("passphrase", ["", "hollow hill", "Xk9!q$wZ#2p"])
def test_fewer_than_twelve_characters_are_refused(passphrase):
    with pytest.raises(Refused, match=r"vault\.passphrase_short"):
        require_good(passphrase)


@pytest.mark.parametrize(
    "passphrase", ["password1234", "aaaaaaaaaaaaaaaaaa", "qwertyuiop123456", "abcdefghijklmnop"]
)
def test_one_that_is_soon_guessed_is_refused_however_long(passphrase):
    with pytest.raises(Refused, match=r"vault\.passphrase_easy"):
        require_good(passphrase)


@pytest.mark.parametrize(
    "passphrase",
    [
        "bramblewick tansy",
        "tansy bramblewick tansy",
        "TansyBramblewickTansy",
        "kciwelbmarb ysnat kciwelbmarb",
        "tbramblewick tbramblewick",
        "tansy.bramblewick-1974",
    ],
)
def test_the_persons_own_name_counts_for_nothing_however_often_and_turned(passphrase):
    require_good(f"{passphrase} marrow pewter lantern", "Tansy Bramblewick")

    with pytest.raises(Refused, match=r"vault\.passphrase_easy"):
        require_good(passphrase, "Tansy Bramblewick")


@pytest.mark.parametrize(
    "passphrase",
    [
        "🐦🌳🪺🔑🧭🛶🎻🪁🧵🪵🥁🪐🎈",
        "שלום עולם דגל כחול ירוק",
        "Zoë’s naïve façade rôle",
        "gravel oak " * 900,
    ],
)
def test_any_writing_and_any_length_is_judged(passphrase):
    require_good(passphrase, "Tansy Bramblewick")


@pytest.mark.parametrize(
    "passphrase",
    ["seven wrens under a hollow hill", "x7 Kd0 vn3 Wq9 mm", "a wren sang in the willow " * 6],
)
def test_a_good_one_of_any_length_is_taken(passphrase):
    require_good(passphrase)


def test_each_wrong_try_waits_longer_up_to_half_a_minute():
    waits = [wait_s([0] * wrong, 0) for wrong in range(8)]

    assert waits == [0, 0, 0, 2, 5, 15, 30, 30]


def test_the_wait_runs_out():
    assert [wait_s([0] * 6, ms) for ms in (0, 999, 1_000, 29_999, 30_000, 90_000)] == [
        30,
        30,
        29,
        1,
        0,
        0,
    ]


def test_a_clock_that_was_set_back_never_makes_the_wait_longer():
    assert wait_s([10_000_000] * 6, 0) == 30
