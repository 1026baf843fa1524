"""What can be done to a sealed object, and that each is found."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Damaged
from storage.objects.sealing import CHUNK, padded_size, seal, unseal

KEY, ID = bytes(range(32)), b"object-id-16byte"
SIZES = (0, 1, 511, 513, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 77_777)
STEP = CHUNK + 16


def sealed(content: bytes, *, key: bytes = KEY, id: bytes = ID, portion: int = 700_001) -> bytes:
    parts = (content[at : at + portion] for at in range(0, len(content), portion))
    return b"".join(seal(parts, key=key, id=id))


def opened(content: bytes, size: int, *, key: bytes = KEY, id: bytes = ID) -> bytes:
    return b"".join(unseal(io.BytesIO(content), key=key, id=id, size=size))


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_comes_back(size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)

    assert opened(sealed(content[:size]), size) == content[:size]


@pytest.mark.parametrize("portion", [1_000, CHUNK, CHUNK + 1, 5 * CHUNK])
def test_how_the_parts_come_makes_no_difference(portion: int) -> None:
    content = bytes(range(256)) * 9_000

    assert sealed(content, portion=portion) == sealed(content)


def three_chunks() -> tuple[bytes, int]:
    size = 2 * CHUNK + 1_000
    return sealed(b"a" * CHUNK + b"b" * CHUNK + b"c" * 1_000), size


@pytest.mark.parametrize(
    "harm",
    [
        lambda all: all[:-1],
        lambda all: all[:STEP],
        lambda all: all[: 2 * STEP],
        lambda all: b"",
        lambda all: all + b"\0",
        lambda all: all + all[-2_000:],
        lambda all: all[STEP : 2 * STEP] + all[:STEP] + all[2 * STEP :],
        lambda all: all[:STEP] + all[:STEP] + all[2 * STEP :],
        lambda all: all[STEP:],
        lambda all: all[:STEP] + all[2 * STEP :],
        lambda all: all[:77] + bytes([all[77] ^ 1]) + all[78:],
        lambda all: all[:-1] + bytes([all[-1] ^ 0x80]),
    ],
)
def test_cut_longer_swapped_repeated_or_flipped_is_found(harm) -> None:
    content, size = three_chunks()

    with pytest.raises(Damaged, match="attachment.damaged"):
        opened(harm(content), size)


@pytest.mark.parametrize("size", [1_000, CHUNK, 2 * CHUNK, 3 * CHUNK])
def test_another_size_is_found_where_it_pads_otherwise(size: int) -> None:
    content, real = three_chunks()
    assert padded_size(size) != padded_size(real)

    with pytest.raises(Damaged):
        opened(content, size)


def test_chunks_of_two_objects_do_not_mix_even_under_one_key() -> None:
    one, other = sealed(b"a" * 2 * CHUNK), sealed(b"b" * 2 * CHUNK, id=b"other-id-16bytes")

    with pytest.raises(Damaged):
        opened(one[:STEP] + other[STEP:], 2 * CHUNK)


def test_another_key_or_id_opens_nothing() -> None:
    content = sealed(b"words")

    with pytest.raises(Damaged):
        opened(content, 5, key=bytes(32))
    with pytest.raises(Damaged):
        opened(content, 5, id=bytes(16))


def test_the_content_is_not_in_what_is_sealed() -> None:
    assert b"Wildrose Lane" not in sealed(b"14 Wildrose Lane" * 100)


@given(st.integers(0, 2**28))
def test_padding_adds_at_most_an_eighth_and_few_sizes_remain(size: int) -> None:
    padded = padded_size(size)

    assert size <= padded <= max(512, size * 1.12)
    assert padded_size(padded) == padded
