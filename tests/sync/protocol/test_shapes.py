"""Maps are read strictly: every field, of its type and size, and no other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.encoding import Value
from app.errors import Untrusted
from sync.protocol.shapes import Hash, Size, from_map, read_format, to_map

Key = Annotated[bytes, Size(2, 2)]


@dataclass(frozen=True, slots=True)
class Inner:
    number: int


@dataclass(frozen=True, slots=True)
class Outer:
    hash: Hash
    text: Annotated[str, Size(1, 3)]
    is_so: bool
    maybe: Inner | None
    many: Annotated[tuple[int, ...], Size(0, 2)]
    two: tuple[int, bytes]
    by_key: Mapping[Key, Inner]
    word: Literal["yes", "no"]
    either: bytes | str
    nothing: None


OUTER = Outer(
    hash=bytes(32),
    text="abc",
    is_so=True,
    maybe=Inner(2**64 - 1),
    many=(1, 2),
    two=(3, b"x"),
    by_key={b"\x0a\x0b": Inner(4)},
    word="yes",
    either="text",
    nothing=None,
)


def test_what_was_written_comes_back() -> None:
    assert from_map(Outer, to_map(OUTER)) == OUTER


def test_keys_are_written_as_hex_text() -> None:
    assert to_map(OUTER)["by_key"] == {"0a0b": {"number": 4}}


@pytest.mark.parametrize(
    "wrong",
    [
        {"hash": bytes(31)},
        {"hash": "0" * 32},
        {"text": ""},
        {"text": "abcd"},
        {"is_so": 1},
        {"maybe": {}},
        {"maybe": {"number": True}},
        {"maybe": {"number": -1}},
        {"maybe": {"number": 1, "more": 2}},
        {"many": [1, 2, 3]},
        {"many": [None]},
        {"many": 1},
        {"two": [3]},
        {"two": [3, b"x", 4]},
        {"by_key": {"0a0B": {"number": 4}}},
        {"by_key": {"0a": {"number": 4}}},
        {"by_key": {"0a 0b": {"number": 4}}},
        {"by_key": {"zz": {"number": 4}}},
        {"by_key": {1: {"number": 4}}},
        {"by_key": []},
        {"word": "maybe"},
        {"word": 1},
        {"either": 1},
        {"nothing": False},
        {"unknown": 1},
    ],
)
def test_anything_else_is_not_understood(wrong: dict[str, Value]) -> None:
    with pytest.raises(Untrusted, match="sync.not_understood"):
        from_map(Outer, {**to_map(OUTER), **wrong})


@pytest.mark.parametrize("name", to_map(OUTER))
def test_no_field_may_be_missing(name: str) -> None:
    written = to_map(OUTER)
    del written[name]

    with pytest.raises(Untrusted, match="sync.not_understood"):
        from_map(Outer, written)


def test_another_format_is_a_newer_program() -> None:
    assert read_format({"format": 1, "a": 2}, 1) == {"a": 2}
    with pytest.raises(Untrusted, match="sync.newer_program"):
        read_format({"format": 2}, 1)
    for unreadable in ({}, {"format": "1"}, {"format": True}, [], None):
        with pytest.raises(Untrusted, match="sync.not_understood"):
            read_format(unreadable, 1)  # type: ignore[arg-type]


LEAF = st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.binary(max_size=32)
VALUES = st.recursive(
    LEAF,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
)


@given(st.sampled_from(sorted(to_map(OUTER))), VALUES)
def test_any_value_at_all_ends_in_a_record_or_untrusted(name: str, value: Value) -> None:
    try:
        assert isinstance(from_map(Outer, {**to_map(OUTER), name: value}), Outer)
    except Untrusted as error:
        assert error.code == "sync.not_understood"


def test_a_field_without_a_wire_format_is_a_fault_of_the_program() -> None:
    @dataclass
    class Broken:
        number: Annotated[float, Size(0, 1)]

    Broken.__annotations__["number"] = float
    with pytest.raises(TypeError):
        from_map(Broken, {"number": 1})
