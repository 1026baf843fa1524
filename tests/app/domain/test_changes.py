"""A change's id is its bytes, and its envelope admits nothing that could hide a value."""

from __future__ import annotations

from hashlib import sha256

import pytest

from app.domain.changes import Edit, decode_change, make_change, subject_in
from app.domain.encoding import decode, encode
from app.errors import Untrusted

SUBJECT, RECORD, SALT = b"s" * 16, b"r" * 16, b"x" * 16
SEEN = b"\x01" * 32


def change(**parts):
    edit = {"kind": "person", "subject": SUBJECT, "record": RECORD, "set": {"name": "Wren"}}
    return make_change(
        Edit(**(edit | {"over": {}} | parts)), salt=SALT, at=5, time=(1_700_000_000_000, None)
    )


def altered(**parts):
    return encode(decode(change().encoded) | parts)


def test_the_id_is_the_hash_of_the_bytes_that_travel():
    made = change(over={"name": [SEEN]})

    assert made.id == sha256(made.encoded).digest()
    assert decode_change(made.encoded) == made


@pytest.mark.parametrize(
    "parts",
    [{}, {"over": {"name": [SEEN]}}, {"record": None, "kind": "note"}, {"set": {"zzzzzzzz": "z"}}],
    ids=repr,
)
def test_its_subject_is_found_in_the_bytes_undecoded(parts):
    made = change(**parts)

    assert subject_in(made.encoded) == made.subject == SUBJECT


def test_two_equal_acts_are_two_changes_because_of_their_salt():
    edit = Edit("person", SUBJECT, RECORD, {"name": "Wren"}, {})

    one = make_change(edit, salt=b"1" * 16, at=5, time=(1, None))
    other = make_change(edit, salt=b"2" * 16, at=5, time=(1, None))

    assert one.id != other.id


def test_an_immutable_record_is_exactly_one_change_with_its_id():
    note = change(kind="note", record=None, set={"lines": [{"fact": "Seen in bay 4"}]})

    assert note.record is None
    assert note.of == note.id


def test_nothing_is_set_over_anything_on_an_immutable_record():
    with pytest.raises(Untrusted, match=r"changes\.not_understood"):
        change(record=None, over={"name": [SEEN]})


def test_a_field_can_be_replaced_only_by_setting_it():
    with pytest.raises(Untrusted, match=r"changes\.not_understood"):
        change(over={"date_of_birth": [SEEN]})


@pytest.mark.parametrize(
    "parts",
    [
        {"record": b"short"},
        {"subject": b""},
        {"salt": b"x" * 17},
        {"at": -1},
        {"at": 2**64 - 1, "author": "somebody else"},
        {"time": [1]},
        {"time": [1, -2]},
        {"time": [None, 1]},
        {"kind": ""},
        {"kind": "k" * 201},
        {"set": {"": 1}},
        {"set": {"photo": b"bytes"}},
        {"set": {"map": {"deep": [b"bytes"]}}},
        {"set": {"map": {1: 2}}},
        {"over": {"name": []}},
        {"over": {"name": [SEEN, SEEN]}},
        {"over": {"name": [nr.to_bytes(32, "big") for nr in range(1_001)]}},
        {"over": {"name": [b"\x02" * 32, SEEN]}},
        {"over": {"name": [b"short"]}},
        {"space": b"z" * 32},
    ],
    ids=repr,
)
def test_another_envelope_is_not_taken(parts):
    with pytest.raises(Untrusted):
        decode_change(altered(**parts))


@pytest.mark.parametrize("value", [None, True, 7, "text", ["a", 1], {"gp": "yes"}], ids=repr)
def test_every_kind_of_value_comes_back_as_it_was(value):
    assert decode_change(change(set={"field": value}).encoded).set["field"] == value


def nested(levels):
    value = "deep"
    for _ in range(levels):
        value = [value]
    return value


def test_a_value_may_be_as_deep_as_a_list_of_changes_can_carry():
    assert change(set={"field": nested(5)}).set["field"] == nested(5)

    with pytest.raises(Untrusted):
        change(set={"field": nested(6)})


def test_of_more_heads_than_a_change_can_name_the_first_thousand_are_named():
    heads = [nr.to_bytes(32, "big") for nr in range(1_500)]

    assert change(over={"name": reversed(heads)}).over["name"] == tuple(heads[:1_000])


def test_neither_a_change_nor_an_edit_shows_what_was_typed():
    made = change(set={"name": "Wren Pepperday"})

    assert "Wren" not in repr(made)
    assert "Wren" not in repr(Edit("person", b"s" * 16, None, {"name": "Wren Pepperday"}, {}))
