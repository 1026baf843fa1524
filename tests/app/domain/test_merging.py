"""The merge laws: any order, repeats, lying clocks and foreign `over` give the same heads."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.changes import Edit, make_change
from app.domain.digest import Digest, heads_term
from app.domain.merging import Head, Register, is_away, is_clash, shown

VALUES = st.sampled_from([None, "yes", "no", "declined", "not_asked", "high", 3])


def edit(value, *, over=(), at=1, salt=0):
    return make_change(
        Edit("person", b"s" * 16, b"r" * 16, {"field": value}, {"field": list(over)}),
        salt=salt.to_bytes(16, "big"),
        at=at,
        time=(1, None),
    )


@st.composite
def histories(draw):
    """Changes of one field, each over some earlier ones, with any clock and foreign ids."""
    made = []
    for number in range(draw(st.integers(1, 9))):
        seen = (
            draw(st.lists(st.sampled_from(made), max_size=4, unique_by=lambda c: c.id))
            if made
            else []
        )
        foreign = draw(st.lists(st.binary(min_size=32, max_size=32), max_size=1))
        ids = [change.id for change in seen] + foreign
        made.append(edit(draw(VALUES), over=ids, at=draw(st.integers(0, 2**64 - 1)), salt=number))
    return made


def merged(changes):
    register = Register({}, set())
    for change in changes:
        head = Head(change.id, change.at, change.set["field"])
        register.take(head, change.over.get("field", ()))
    return register


@given(histories(), st.randoms(use_true_random=False))
def test_any_order_with_repeats_leaves_the_same_heads(history, random):
    shuffled = history * 2
    random.shuffle(shuffled)

    assert merged(shuffled) == merged(history)


@given(histories())
def test_no_field_that_was_set_is_ever_without_a_head(history):
    for length in range(1, len(history) + 1):
        assert merged(history[:length]).heads


@given(histories())
def test_a_value_goes_only_when_someone_who_saw_it_replaced_it(history):
    heads = merged(history).heads
    replaced = {id for change in history for id in change.over.get("field", ())}

    assert set(heads) == {change.id for change in history} - replaced


@given(histories(), st.randoms(use_true_random=False))
def test_the_shown_value_and_the_digest_do_not_depend_on_the_order_of_hearing(history, random):
    shuffled = list(history)
    random.shuffle(shuffled)
    one, other = merged(history).heads, merged(shuffled).heads

    assert shown("risk", [*one.values()]) == shown("risk", [*other.values()])
    assert _digest(history, one) == _digest(shuffled, other)


def _digest(history, heads):
    digest = Digest()
    for change in history:
        digest = digest.with_change(change.id)
    term = heads_term(subject=b"s" * 16, kind="person", record=b"r" * 16, field="f", heads=heads)
    return digest.with_heads(0, term)


def test_equal_values_written_apart_are_two_heads_and_no_clash():
    one, other = edit("yes", salt=1), edit("yes", salt=2)

    heads = [*merged([one, other]).heads.values()]

    assert len(heads) == 2
    assert not is_clash(heads)


def test_a_cleared_value_against_a_kept_one_is_a_clash():
    first = edit("yes", salt=1)
    cleared = edit(None, over=[first.id], salt=2)
    kept = edit("no", over=[first.id], salt=3)

    assert is_clash([*merged([first, cleared, kept]).heads.values()])


def test_true_and_one_are_not_the_same_answer():
    assert is_clash([Head(b"a", 1, True), Head(b"b", 1, 1)])


def test_two_settlements_made_apart_clash_again_and_the_next_edit_settles_them():
    one, other = edit("yes", salt=1), edit("no", salt=2)
    settled = edit("yes", over=[one.id, other.id], salt=3)
    settled_apart = edit("no", over=[one.id, other.id], salt=4)
    last = edit("no", over=[settled.id, settled_apart.id], salt=5)

    between = merged([one, other, settled, settled_apart])

    assert is_clash([*between.heads.values()])
    assert set(merged([last, settled_apart, other, settled, one]).heads) == {last.id}


@pytest.mark.parametrize(
    ("field", "order"),
    [
        ("risk", ["high", "medium", "not_assessed", "standard"]),
        ("immediate_danger", ["yes", "declined", "not_asked", "no"]),
        ("hark_safety", ["yes", "declined", "not_asked", "no"]),
        ("may_share", ["no", "withdrawn", "not_asked", "yes"]),
    ],
)
def test_the_careful_side_is_shown_whatever_the_clocks_say(field, order):
    for one, other in permutations(range(len(order)), 2):
        careful, bold = (one, other) if one < other else (other, one)
        heads = [Head(b"c", 1, order[careful]), Head(b"b", 2**64 - 1, order[bold])]

        assert shown(field, heads).value == order[careful]


@pytest.mark.parametrize(
    ("field", "careful"), [("risk", "high"), ("immediate_danger", "yes"), ("may_share", "no")]
)
def test_a_value_this_version_does_not_know_stands_before_all(field, careful):
    unknown, known = Head(b"1", 1, "extreme"), Head(b"2", 9, careful)

    assert shown(field, [known, unknown]) == unknown


def test_risk_with_its_reasons_is_ordered_by_its_level():
    medium = Head(b"2", 9, {"level": "medium", "reasons": "left in the past year"})
    high = Head(b"1", 1, {"level": "high", "reasons": "strangled"})

    assert shown("risk", [medium, high]) == high


def test_of_two_consents_the_one_that_shares_with_fewer_is_shown():
    wide = Head(b"2", 9, {"gp": "yes", "police": "yes"})
    narrow = Head(b"1", 1, {"gp": "no", "police": "not_asked"})

    wider = Head(b"3", 9, {"gp": "yes", "police": "no"})

    assert shown("consent_scope", [wide, narrow]) == narrow
    assert shown("consent_scope", [wide, wider]) == wider


def test_without_an_order_the_latest_is_shown_and_the_id_breaks_a_tie():
    assert shown("name", [Head(b"a", 5, "Tansy"), Head(b"b", 4, "Clover")]).value == "Tansy"
    assert shown("name", [Head(b"a", 5, "Tansy"), Head(b"b", 5, "Clover")]).value == "Clover"


def test_a_record_put_away_comes_back_when_a_change_made_apart_arrives():
    gone = [Head(b"g", 2, "wrong file")]

    assert is_away(gone, seen=[b"1", b"2"], others=[b"1", b"2"])
    assert not is_away(gone, seen=[b"1", b"2"], others=[b"1", b"3"])
    assert not is_away([Head(b"h", 3, None)], seen=[b"1"], others=[b"1"])
    assert not is_away([], seen=[], others=[b"1"])
