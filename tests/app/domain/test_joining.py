"""Which files are one person's: the same from the same records, in whatever order they came."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.joining import (
    SAME,
    Joined,
    Pair,
    all_joined,
    joined,
    owner,
    pair_id,
    pair_of,
)

X, Y, Z, W = (bytes([number]) * 16 for number in (1, 2, 3, 4))


def same(part: bytes, into: bytes) -> Pair:
    one = owner(part, into)
    return Pair(one, into if one == part else part, is_same=True, leads=into)


def apart(one: bytes, other: bytes) -> Pair:
    return Pair(owner(one, other), max(one, other), is_same=False, leads=owner(one, other))


def test_the_file_that_was_joined_into_is_in_front():
    assert joined(X, [same(X, Y)]) == Joined(Y, (X,))
    assert joined(Y, [same(X, Y)]) == Joined(Y, (X,))


def test_one_that_was_joined_to_none_stands_alone():
    assert joined(X, [same(Y, Z)]) == Joined(X)


def test_two_pairs_make_three_files_one():
    assert joined(Z, [same(X, Y), same(Y, Z)]) == Joined(Z, (X, Y))


def test_joined_into_two_the_least_id_is_in_front():
    assert joined(X, [same(X, Z), same(X, Y)]) == Joined(Y, (X, Z))


def test_a_circle_has_one_in_front_all_the_same():
    assert joined(Z, [same(X, Y), same(Y, Z), same(Z, X)]) == Joined(X, (Y, Z))


def test_what_is_said_apart_joins_nothing():
    assert joined(X, [apart(X, Y)]) == Joined(X)


def test_every_person_with_several_files_is_listed_once():
    assert all_joined([same(X, Y), same(Z, W), apart(X, W)]) == [Joined(Y, (X,)), Joined(W, (Z,))]


def test_a_record_says_it_whichever_file_is_named_first():
    assert pair_id(X, Y) == pair_id(Y, X)
    fields = {SAME: "yes", "other": Y.hex(), "leads": Y.hex()}
    assert pair_of(pair_id(X, Y), X, fields) == same(X, Y)


def test_a_record_in_the_wrong_place_says_nothing():
    fields = {SAME: "yes", "other": Y.hex()}
    assert pair_of(b"r" * 16, X, fields) is None
    assert pair_of(pair_id(X, Y), Z, fields) is None
    assert pair_of(pair_id(X, Y), Y, {SAME: "yes", "other": X.hex()}) is None


def test_a_value_that_cannot_be_read_keeps_the_danger_of_both_in_sight():
    fields = {SAME: "perhaps", "other": Y.hex()}
    pair = pair_of(pair_id(X, Y), X, fields)
    assert pair is not None
    assert pair.is_same


@given(
    st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)).filter(lambda p: p[0] != p[1])),
    st.randoms(),
)
def test_the_order_of_hearing_changes_nothing(links, random):
    pairs = [same(bytes([part]) * 16, bytes([into]) * 16) for part, into in links]
    shuffled = random.sample(pairs, len(pairs))

    for number in range(1, 7):
        assert joined(bytes([number]) * 16, pairs) == joined(bytes([number]) * 16, shuffled)
    files = [each for whole in all_joined(pairs) for each in whole.files]
    assert len(files) == len(set(files))
