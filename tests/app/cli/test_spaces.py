"""A code need not stand on the command line, where every program of the PC could read it."""

from __future__ import annotations

import pytest

from app.errors import Refused, Unreachable
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
