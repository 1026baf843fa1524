"""The digest: sums that do not care for order and lose nothing at any size."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.digest import Digest, add, heads_term, whole
from app.domain.encoding import encode

ids = st.binary(min_size=32, max_size=32)


@given(st.lists(ids, max_size=20), st.randoms(use_true_random=False))
def test_the_order_of_arrival_leaves_no_trace(changes, random):
    one = other = Digest()
    for id in changes:
        one = one.with_change(id)
    random.shuffle(changes)
    for id in changes:
        other = other.with_change(id)

    assert one == other


@given(st.integers(0, 2**256 - 1), st.integers(0, 2**256 - 1))
def test_a_term_taken_out_again_leaves_what_was_there(sum_, term):
    assert add(add(sum_, term), -term) == sum_


def test_sums_beyond_two_to_the_256_wrap_and_stay_exact():
    assert add(2**256 - 1, 2) == 1


@pytest.mark.parametrize("count", [2**22 + 1, 10**7, 2**32 + 1, 2**53 + 1])
def test_a_sum_over_more_changes_than_other_programs_count_stays_exact(count: int) -> None:
    """Elsewhere sums of 32 bits ran over at four million entries, and all checks failed."""
    one = Digest().with_change(b"i" * 32).have
    doubled, sum_, left = one, 0, count
    while left:  # as many additions as there are bits, in the order of any two halves
        if left & 1:
            sum_ = add(sum_, doubled)
        doubled, left = add(doubled, doubled), left >> 1

    assert sum_ == one * count % 2**256
    assert Digest(sum_, 0).with_change(b"i" * 32).have == one * (count + 1) % 2**256


def test_a_field_without_heads_adds_nothing():
    assert heads_term(subject=b"", kind="note", record=b"", field="f", heads=[]) == 0


def test_a_fields_term_is_the_hash_of_its_place_and_sorted_heads():
    term = heads_term(subject=b"s", kind="k", record=b"r", field="f", heads=[b"2", b"1"])

    expected = sha256(encode([b"s", "k", b"r", "f", [b"1", b"2"]])).digest()
    assert term == int.from_bytes(expected, "big")


def test_the_digest_of_a_vault_is_64_hex_digits_over_its_sorted_spaces():
    one, other = (b"\x02" * 32, Digest(1, 2)), (b"", Digest(3, 4))

    assert whole([one, other]) == whole([other, one])
    assert len(whole([])) == 64
    assert whole([one]) != whole([(one[0], Digest(2, 1))])
