"""A colleague joins at a distance, is admitted by six words, and gets another role."""

from __future__ import annotations

import time

import pytest

from app.errors import Refused
from resources.words import sentence


@pytest.fixture
def newcomer(yarrow, vault, service, tmp_path):
    """A vault that joined the other's space at a distance, and the words it told."""
    words = ("--service", service.url, "--pin", " ".join(service.words))
    assert yarrow("space", "new", vault, "--name", "Willowmere", *words).code == 0
    code = yarrow("invite", vault, "--distance").out.strip()
    folder = tmp_path / "linnet"
    assert yarrow("vault", "new", folder, "--name", "Linnet Marrowby", "--training").code == 0
    joined = yarrow("join", folder, code, "--service", service.url)
    assert joined.code == 0 and "by phone: " in joined.err
    words = joined.err.rpartition(": ")[2]
    assert f"its six words: {words}" in yarrow("devices", folder).out
    yarrow("sync", vault)
    return folder, joined.err.rpartition(": ")[2].split()


@pytest.fixture
def clock(monkeypatch):
    """Set this PC's clock so many days ahead."""
    true = time.time_ns

    def set_ahead(days):
        monkeypatch.setattr(time, "time_ns", lambda: true() + days * 86_400 * 1_000_000_000)

    return set_ahead


def _is_read_again_by_phone(yarrow, vault, folder, person, device, clock):
    """A month without the network, and a lead who is asked for words."""
    clock(31)
    shown, listed = yarrow("show", folder, person), yarrow("list", folder, "person", "--json")
    assert (shown.code, shown.err) == (1, f"{sentence(Refused('lease.hidden'))}\n")
    assert listed.json == [] and "Willowmere is not shown on this PC since" in listed.err
    (row,) = yarrow("lease", folder, "--json").json
    assert (row["title"], row["until"], row["removed"]) == ("Willowmere", None, False)
    clock(1)
    told = yarrow("lease", vault, "--for", device, "--asked", row["asks"])
    assert (told.code, len(told.out.split())) == (0, 6)
    clock(31)
    assert yarrow("lease", folder, "--code", "academic " * 6).code == 1
    assert yarrow("lease", folder, "--code", told.out).code == 0
    assert yarrow("show", folder, person).code == 0
    assert "read until" in yarrow("lease", folder).out
    clock(0)


def test_the_words_read_out_admit_her_and_others_do_not(yarrow, vault, newcomer, clock):
    folder, words = newcomer
    (person,) = yarrow("add", vault, "person", stdin='{"name": "Clover Fennimore"}').ids
    yarrow("sync", vault)
    waiting = yarrow("sync", folder, "--json").json
    assert [each["code"] for each in waiting["problems"]] == ["exchange.not_admitted"]
    listed = yarrow("devices", vault)
    assert f"its six words: {' '.join(words)}\n" in listed.out
    device = listed.out.splitlines()[-1].split()[0]

    wrong = yarrow("admit", vault, device, "--words", " ".join(reversed(words)))
    assert (wrong.code, wrong.out) == (1, "")
    assert wrong.err == f"{sentence(Refused('space.other_device_words'))}\n"
    assert yarrow("admit", vault, device, "--words", ",".join(words).upper()).code == 0
    again = yarrow("admit", vault, device, "--words", "any")
    assert (again.code, again.err) == (0, "That PC was admitted before; nothing was changed.\n")

    assert yarrow("sync", folder, "--json").json["problems"] == []
    assert yarrow("show", folder, person).code == 0
    _is_read_again_by_phone(yarrow, vault, folder, person, device, clock)

    assert yarrow("role", vault, device, "reader").code == 0
    roles = {each["device"]: each["role"] for each in yarrow("devices", vault, "--json").json}
    assert roles[device] == "reader"
    (own,) = [each for each in roles if each != device]
    last = yarrow("role", vault, own, "member")
    assert (last.code, last.err) == (1, f"{sentence(Refused('space.last_lead'))}\n")


def test_what_does_not_go_together_is_wrong_usage(yarrow, kept_vault):
    assert yarrow("invite", kept_vault, "--own", "--distance").code == 2
    assert yarrow("admit", kept_vault, "0" * 32).code == 2
    assert yarrow("lease", kept_vault, "--for", "0" * 32).code == 2
    assert yarrow("lease", kept_vault).code == 1
    assert yarrow("admit", kept_vault, "0" * 32, "--words", "a b c d e f").code == 1
