"""A code need not stand on the command line, where every program of the PC could read it."""

from __future__ import annotations

import pytest

from app.cli import spaces
from app.errors import Refused, Unreachable
from app.wiring.site.values import Site
from resources.words import sentence
from sync.protocol.codes import letters_of

CODE = letters_of(bytes(range(16)))
NOBODY = ("--service", "https://127.0.0.1:1")


@pytest.mark.parametrize("end", ["\n", "\r\n", "", "\nmore that is not read\n"])
def test_a_code_is_read_from_standard_input(yarrow, kept_vault, end):
    ended = yarrow("join", kept_vault, "-", *NOBODY, stdin=f"{CODE}{end}")

    assert (ended.code, ended.out) == (1, "")
    assert ended.err == f"{sentence(Unreachable('exchange.unreachable'))}\n"


@pytest.mark.parametrize(("typed", "count"), [("", 0), ("\n", 0), (CODE.replace("-", "")[1:], 27)])
def test_what_is_no_code_asks_nobody(yarrow, kept_vault, typed, count):
    ended = yarrow("join", kept_vault, "-", *NOBODY, stdin=typed)

    assert (ended.code, ended.out) == (1, "")
    assert ended.err == f"{sentence(Refused('sync.code_length', count=count))}\n"


def test_the_address_that_it_set_need_not_be_named(yarrow, kept_vault, monkeypatch):
    monkeypatch.setattr(spaces, "site_here", lambda: Site("PC", service_url=NOBODY[1]))

    for words in (("space", "new", kept_vault, "--name", "Team"), ("join", kept_vault, CODE)):
        assert yarrow(*words).err == f"{sentence(Unreachable('exchange.unreachable'))}\n"


def test_without_one_it_is_wrong_usage_as_before(yarrow, kept_vault, monkeypatch):
    monkeypatch.setattr(spaces, "site_here", lambda: Site("PC"))

    for words in (("space", "new", kept_vault, "--name", "Team"), ("join", kept_vault, CODE)):
        ended = yarrow(*words)
        assert ended.code == 2
        assert ended.err.splitlines()[1].startswith("Missing option '--service'")


def test_another_pc_of_ones_own_has_ones_own_name_and_role(yarrow, kept_vault):
    for more in (("--role", "lead"), ("--name", "Tansy")):
        ended = yarrow("invite", kept_vault, "--own", *more)
        assert ended.code == 2
        assert "both are yours" in ended.err


def test_the_words_that_it_set_go_with_their_address_alone(yarrow, kept_vault, monkeypatch):
    asked = []
    site = Site("PC", service_url=NOBODY[1], service_words="a b c d e f")
    monkeypatch.setattr(spaces, "site_here", lambda: site)
    monkeypatch.setattr(spaces.SyncLane, "found", lambda _lane, wish: asked.append(wish) or 1 / 0)

    for more in ((), ("--service", "https://127.0.0.1:2"), ("--pin", "g h i j k l")):
        with pytest.raises(ZeroDivisionError):
            yarrow("space", "new", kept_vault, "--name", "Team", *more)

    assert [wish.words for wish in asked] == ["a b c d e f", None, "g h i j k l"]
