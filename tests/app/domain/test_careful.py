"""The careful side of every field that has one, whatever the clocks and the order of hearing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.careful import agreed, care, is_bolder, order_of
from app.domain.merging import Head, Register, is_away, is_clash, shown

RISK = ["high", "medium", "not_assessed", "standard"]
SIGN = ["yes", "declined", "not_asked", "no"]
PERMISSION = ["no", "withdrawn", "not_asked", "yes"]
SIGNS = [
    *("hark_h", "hark_a", "hark_r", "hark_k", "hark_safety", "immediate_danger", "legal_hold"),
    *("perpetrator_also_patient_here", "children_at_risk", "red_flags", "red_flags/strangulation"),
]
FIELDS = {
    "risk": (RISK, "not_assessed"),
    **dict.fromkeys(SIGNS, (SIGN, "not_asked")),
    **dict.fromkeys(["consent", "may_share", "may_share/gp"], (PERMISSION, "not_asked")),
}
fields = st.sampled_from(sorted(FIELDS))


@st.composite
def clashes(draw):
    """A field with an order, and values written apart: known, blank, or of a newer version."""
    field = draw(fields)
    known = FIELDS[field][0]
    values = draw(st.lists(st.sampled_from([*known, None, "of a newer version", 7]), min_size=2))
    clocks = draw(st.lists(st.integers(0, 2**64 - 1), min_size=len(values), max_size=len(values)))
    return field, values, clocks


def heads_of(values, clocks):
    ids = [bytes([number]) for number in range(len(values))]
    return [Head(*each) for each in zip(ids, clocks, values, strict=True)]


def place(field, value):
    """Where a value stands in its order, 0 the most careful; what is not known stands before."""
    known, blank = FIELDS[field]
    if value is None:
        return len(known) if "/" in field and known is not PERMISSION else known.index(blank)
    return known.index(value) if value in known else -1


@given(clashes(), st.randoms(use_true_random=False))
def test_no_merge_shows_less_care_than_anyone_wrote(clash, random):
    field, values, clocks = clash
    heads = heads_of(values, clocks)
    shuffled = list(heads)
    random.shuffle(shuffled)

    found = shown(field, heads)

    assert place(field, found.value) == min(place(field, value) for value in values)
    assert shown(field, shuffled) == found


@given(clashes())
def test_choosing_what_is_shown_asks_for_no_reason_and_less_care_does(clash):
    field, values, clocks = clash
    found = shown(field, heads_of(values, clocks)).value

    assert not is_bolder(field, found, values)
    for value in values:
        assert is_bolder(field, value, values) == (place(field, value) > place(field, found))


@given(clashes(), st.data())
def test_a_settlement_stands_alone_and_two_made_apart_clash_again(clash, data):
    field, values, clocks = clash
    heads = heads_of(values, clocks)
    ids = [head.change for head in heads]
    one, other = (data.draw(st.sampled_from(FIELDS[field][0])) for _ in "ab")
    settled = [(Head(b"s1" * 16, 1, one), ids), (Head(b"s2" * 16, 2, other), ids)]
    order = data.draw(st.permutations([*((head, []) for head in heads), *settled]))
    register = Register({}, set())
    for head, over in order:
        register.take(head, over)
        register.take(head, over)

    assert set(register.heads) == {b"s1" * 16, b"s2" * 16}
    assert is_clash([*register.heads.values()]) is (one != other)
    careful = shown(field, [*register.heads.values()]).value
    assert place(field, careful) == min(place(field, one), place(field, other))


@pytest.mark.parametrize(("field", "known"), [(f, k) for f, (k, _) in FIELDS.items()])
def test_the_orders_are_those_of_the_format(field, known):
    ranks = [care(field, value) for value in known]

    assert ranks == sorted(ranks, reverse=True)
    assert len(set(ranks)) == len(known)
    assert care(field, "extreme") > ranks[0]


def test_a_risk_nobody_assessed_is_no_standard_risk():
    blank, standard = Head(b"1", 1, None), Head(b"2", 9, {"level": "standard", "reasons": "calm"})

    assert shown("risk", [standard, blank]) == blank
    assert shown("risk", [blank, Head(b"0", 0, "not_assessed")]).value == "not_assessed"


def test_a_blank_sign_is_no_no():
    assert shown("immediate_danger", [Head(b"1", 1, None), Head(b"2", 9, "no")]).value is None
    assert shown("legal_hold", [Head(b"1", 1, "yes"), Head(b"2", 9, None)]).value == "yes"


def test_an_element_removed_by_one_and_changed_by_another_stays():
    for field in ("trigger/burn", "children/0011223344556677", "red_flags/strangulation"):
        heads = [Head(b"1", 1, "no"), Head(b"2", 2**64 - 1, None)]

        assert shown(field, heads).value == "no"
        assert is_clash(heads)


def test_a_record_put_away_by_one_and_brought_back_by_another_stays_in_sight():
    heads = [Head(b"1", 1, None), Head(b"2", 2**64 - 1, "wrong file")]

    assert shown("gone", heads).value is None
    assert is_clash(heads)
    assert not is_away(heads, seen=[b"3"], others=[b"3"])


def test_a_legal_hold_and_a_record_put_away_keep_their_careful_side():
    assert order_of("legal_hold") is order_of("immediate_danger")
    assert order_of("gone") is None
    assert order_of("name") is None


def test_of_two_consents_each_recipient_has_what_both_allow():
    one = {"gp": "yes", "police": "no", "marac": "yes"}
    other = {"gp": "yes", "police": "yes", "housing": "withdrawn"}

    both = agreed([one, other])

    assert both == {"gp": "yes", "police": "no", "marac": "not_asked", "housing": "withdrawn"}
    assert agreed([one, None])["gp"] == "not_asked"
    assert agreed([one, "of a newer version"])["gp"] == "not_asked"


answers = st.sampled_from([*PERMISSION, "overridden", None, "of a newer version"])
scopes = st.dictionaries(st.sampled_from(["gp", "police", "marac"]), answers)


@given(st.lists(scopes, min_size=2, max_size=4))
def test_nobody_may_be_told_whom_not_every_version_allows(versions):
    both = agreed(versions)

    for recipient, answer in both.items():
        if answer == "yes":
            assert all(each.get(recipient) == "yes" for each in versions)
    assert not is_bolder("consent_scope", both, versions)


def test_sharing_with_one_more_gives_up_care():
    narrow, wide = {"gp": "yes", "police": "no"}, {"gp": "yes", "police": "yes"}

    assert is_bolder("consent_scope", wide, [narrow])
    assert not is_bolder("consent_scope", narrow, [wide])
    assert not is_bolder("name", "Tansy", ["Clover"])
