from __future__ import annotations

import random
from dataclasses import replace

import pytest

from app.errors import Refused, Untrusted
from sync.protocol.keys import KeyPair
from sync.protocol.looks import MOST_LOOKS, Look, open_looks, seal_looks
from sync.protocol.segments import Header

RANDOM = random.Random(5).randbytes
PAIR = KeyPair.make(RANDOM)
BASE = Header(b"s" * 32, b"d" * 16, b"i" * 8, 1, bytes(32), 1, b"seen", 7)
LOOK = Look(1_795_000_000_000, "exported", b"f" * 16, b"r" * 32, "police; she asked for it")


def test_lines_come_back_in_order_for_who_has_the_audit_key() -> None:
    lines = [replace(LOOK, ms=ms) for ms in (3, 1, 2)]

    group = seal_looks(PAIR.public, BASE, lines)

    assert list(open_looks(PAIR, BASE, group)) == lines
    assert b"police" not in group


@pytest.mark.parametrize(
    "change", [{"space": b"o" * 32}, {"device": b"o" * 16}, {"seq": 2}, {"epoch": 2}]
)
def test_lines_open_in_no_other_entry(change: dict[str, object]) -> None:
    group = seal_looks(PAIR.public, BASE, [LOOK])

    with pytest.raises(Untrusted, match="sync.cannot_open"):
        open_looks(PAIR, replace(BASE, **change), group)  # type: ignore[arg-type]
    with pytest.raises(Untrusted, match="sync.cannot_open"):
        open_looks(KeyPair.make(RANDOM), BASE, group)


def test_too_many_lines_are_refused_before_they_are_sealed() -> None:
    for lines in ([], [LOOK] * (MOST_LOOKS + 1)):
        with pytest.raises(Refused, match="sync.save_too_large"):
            seal_looks(PAIR.public, BASE, lines)


def test_how_long_the_lines_are_is_hidden_among_a_few_sizes() -> None:
    short, long = (replace(LOOK, detail=each) for each in ("", "x" * 200))

    assert len(seal_looks(PAIR.public, BASE, [short])) == len(seal_looks(PAIR.public, BASE, [long]))
