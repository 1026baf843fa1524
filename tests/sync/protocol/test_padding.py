"""Sizes that say little, and nothing that inflates without end."""

from __future__ import annotations

import random as chance
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Untrusted
from sync.protocol.padding import MOST_PLAIN, deflate, inflate, pad, padded_size, unpad


@pytest.mark.parametrize(
    ("size", "padded"),
    [(0, 512), (512, 512), (513, 768), (4097, 6144), (8192, 8192), (8193, 8704), (9000, 9216)],
)
def test_small_sizes_are_few(size: int, padded: int) -> None:
    assert padded_size(size) == padded


@given(st.integers(8193, 8 * 1024 * 1024))
def test_large_sizes_grow_by_an_eighth_at_most(size: int) -> None:
    padded = padded_size(size)

    assert size <= padded <= size * 1.12
    assert padded_size(padded) == padded


@given(st.binary(max_size=3000), st.sampled_from([0, 1024]))
def test_what_was_padded_comes_back(content: bytes, multiple: int) -> None:
    padded = pad(content, multiple)

    assert unpad(padded, multiple) == content
    assert not multiple or len(padded) % multiple == 0


@pytest.mark.parametrize(
    "padded",
    [
        b"",
        b"\0\0\0",
        b"\0\0\0\1a",
        pad(b"a") + bytes(256),
        pad(b"a")[:-1] + b"\1",
        b"\xff\xff\xff\xff" + bytes(508),
        pad(b"a", 1024),
    ],
)
def test_padding_of_another_size_or_content_is_refused(padded: bytes) -> None:
    with pytest.raises(Untrusted, match="sync.not_understood"):
        unpad(padded)


@given(st.binary(max_size=3000))
def test_what_was_deflated_comes_back(content: bytes) -> None:
    assert inflate(deflate(content)) == content


@pytest.mark.parametrize("size", [1, 761, 762, 3_833, 3_834, 16_122, 16_123, 40_000])
def test_a_window_of_its_size_compresses_as_well_as_the_largest(size: int) -> None:
    """The last words repeat the first, so that a window too small for them would show."""
    words = chance.Random(size).randbytes(size // 3 + 1)
    content = (words + bytes(size) + words)[-size:]
    made = deflate(content)
    assert len(made) == len(zlib.compress(content))
    assert inflate(made) == content


def test_a_note_is_compressed_in_a_small_window() -> None:
    window_bits = (deflate(b"Rang at noon, no answer.")[0] >> 4) + 8
    assert window_bits == 10


def test_a_bomb_is_refused_before_it_fills_memory() -> None:
    bomb = zlib.compress(bytes(256 * 1024 * 1024))
    tracemalloc.start()

    with pytest.raises(Untrusted, match="sync.too_large"):
        inflate(bomb)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4 * MOST_PLAIN


def test_exactly_the_limit_is_taken() -> None:
    assert len(inflate(deflate(bytes(MOST_PLAIN)))) == MOST_PLAIN
    with pytest.raises(Untrusted, match="sync.too_large"):
        inflate(deflate(bytes(MOST_PLAIN + 1)))


@pytest.mark.parametrize("data", [b"", b"x", deflate(b"said")[:-1], deflate(b"said") + b"\0"])
def test_a_stream_cut_short_or_followed_is_refused(data: bytes) -> None:
    with pytest.raises(Untrusted, match="sync.not_understood"):
        inflate(data)


@given(st.binary(max_size=600))
def test_any_bytes_at_all_end_in_bytes_or_untrusted(data: bytes) -> None:
    for read in (unpad, inflate):
        try:
            assert isinstance(read(data), bytes)
        except Untrusted as error:
            assert error.code == "sync.not_understood"
