"""One value, one encoding: whatever is not it is refused."""

from __future__ import annotations

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain import encoding
from app.domain.encoding import BYTES, ITEMS, decode, encode, head
from app.errors import Untrusted

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
integers = st.integers(-(2**63), 2**64 - 1)
leaves = st.none() | st.booleans() | integers | texts | st.binary(max_size=12)
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def nested(levels: int) -> object:
    value: object = 1
    for _ in range(levels):
        value = [value]
    return value


@given(values)
def test_what_is_encoded_comes_back_the_same_in_type_and_bytes(value):
    try:
        data = encode(value)
    except Untrusted:
        return

    back = decode(data)

    assert back == value
    assert encode(back) == data
    assert data == cbor2.dumps(value, canonical=True)


@pytest.mark.parametrize(
    "keys",
    ["zz a", "b a", "é zz", "ü é", "zzz é", "é ¡ zz", " a"],
    ids=["length", "letters", "bytes", "other letters", "other lengths", "three", "empty"],
)
def test_a_map_is_in_one_order_however_it_was_made(keys):
    fields = dict.fromkeys(keys.split(" "), 1)
    inside = {"lines": [dict(reversed(fields.items()))], "at": fields}

    assert encode([fields, inside]) == cbor2.dumps([fields, inside], canonical=True)
    assert decode(encode([fields, inside])) == [fields, inside]


def test_keys_of_another_type_are_refused_though_equal_ones_were_met_before():
    for _ in range(2):
        assert decode(encode([{1: "a"}, {"at": 1, "set": 2}])) == [{1: "a"}, {"at": 1, "set": 2}]
        for other in ({True: "a"}, {"at": 1, 1.0: 2}, {b"at": 1}):
            with pytest.raises(Untrusted, match=r"encoding\.not_allowed"):
                encode(other)
            with pytest.raises(Untrusted, match=r"encoding\.not_allowed"):
                decode(cbor2.dumps(other))


@pytest.mark.parametrize(
    "keys",
    [[f"k{number:05}" for number in range(5_000)], ["a", "k" * 5_000]],
    ids=["many", "long"],
)
def test_of_large_maps_nothing_is_remembered(keys, monkeypatch):
    met = set()
    monkeypatch.setattr(encoding, "_MET", met)

    assert decode(cbor2.dumps(dict.fromkeys(keys, 1))) is not None
    assert decode(cbor2.dumps({"at": 1})) == {"at": 1}

    assert met == {("at",)}


@pytest.mark.parametrize("inside", [{"b": 1, "a": 2}, {"bb": 1, "a": 2}, {"é": 1, "zz": 2}])
def test_a_map_out_of_order_is_refused_wherever_it_stands(inside):
    for value in (inside, [inside], {"a": inside}, [1, {"a": [inside, {"a": 1}]}]):
        with pytest.raises(Untrusted, match=r"encoding\.not_allowed"):
            decode(cbor2.dumps(value))


@given(st.binary(max_size=60))
def test_any_bytes_are_either_the_encoding_of_what_they_hold_or_refused(data):
    try:
        value = decode(data)
    except Untrusted:
        return

    assert encode(value) == data


@pytest.mark.parametrize(
    "text",
    ["\x00", "e\u0301", "\u00e9", "\u202eabc", "\U0001f600", "a" * 1_048_576],
    ids=["nul", "nfd", "nfc", "right-to-left", "astral", "a mebibyte"],
)
def test_text_keeps_every_character_it_had(text):
    assert decode(encode(text)) == text


@pytest.mark.parametrize("number", [-(2**63), -1, 0, 2**31, 2**32, 2**53, 2**63, 2**64 - 1])
def test_whole_numbers_of_64_bits_pass(number):
    assert decode(encode(number)) == number


@pytest.mark.parametrize(
    "value",
    [1.5, float("inf"), -0.0, 2**64, -(2**63) - 1, "\ud800", {1.5: 1}, {100: 1}, (1,), {1, 2}],
    ids=repr,
)
def test_other_types_and_numbers_are_refused(value):
    with pytest.raises(Untrusted, match=r"encoding\.not_allowed"):
        encode(value)


@pytest.mark.parametrize(
    "data",
    [
        bytes.fromhex("a2616101616102"),
        bytes.fromhex("9f01ff"),
        bytes.fromhex("1801"),
        bytes.fromhex("a2616201616101"),
        bytes.fromhex("c11a514b67b0"),
        bytes.fromhex("fb3ff8000000000000"),
        bytes.fromhex("0101"),
        bytes.fromhex("9bffffffffffffffff"),
        b"",
        cbor2.dumps({1000: 1}),
    ],
    ids=[
        "a key twice",
        "an indefinite length",
        "a number made long",
        "keys out of order",
        "a tag",
        "a float",
        "trailing bytes",
        "a list of 2^64",
        "nothing",
        "a far label",
    ],
)
def test_bytes_that_another_encoder_could_have_written_are_refused(data):
    with pytest.raises(Untrusted, match=r"encoding\.not_allowed"):
        decode(data)


def test_eight_levels_pass_and_nine_do_not():
    assert decode(encode(nested(8))) == nested(8)

    with pytest.raises(Untrusted):
        encode(nested(9))
    with pytest.raises(Untrusted):
        decode(cbor2.dumps(nested(9)))


@pytest.mark.parametrize("count", [0, 1, 23, 24, 255, 256, 65_535, 65_536, 100_000])
def test_a_head_is_what_an_encoder_writes_before_so_much(count):
    assert head(BYTES, count) + bytes(count) == encode(bytes(count))
    assert head(ITEMS, count) + count * encode(None) == encode([None] * count)
