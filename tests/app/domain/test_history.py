"""What a change did, read from the changes that it replaced."""

from __future__ import annotations

from app.domain.changes import Edit, make_change
from app.domain.history import FieldChange, Written, field_changes, reason_of

SUBJECT = b"s" * 16


def change(fields, over=None, at=1):
    edit = Edit("person", SUBJECT, SUBJECT, fields, over or {})
    return make_change(edit, salt=at.to_bytes(16, "big"), at=at, time=(at, None))


def written(last, *before):
    return Written(last, "Wren Pepperday", "", True, {each.id: each for each in before})


def test_a_field_tells_from_what_to_what():
    first = change({"name": "Tansy", "pronouns": "she/her"})
    last = change({"name": "Tamsin"}, {"name": [first.id]}, at=2)

    assert field_changes(written(last, first)) == (FieldChange("name", ("Tansy",), "Tamsin"),)


def test_a_settled_clash_names_every_value_it_replaced_once():
    a, b, c = change({"name": "A"}), change({"name": "B"}, at=2), change({"name": "A"}, at=3)
    last = change({"name": "B"}, {"name": [a.id, b.id, c.id]}, at=4)

    (found,) = field_changes(written(last, a, b, c))

    assert sorted(map(str, found.before)) == ["A", "B"]
    assert found.settles


def test_what_has_not_arrived_is_left_out():
    last = change({"name": "B"}, {"name": [b"m" * 32]})

    assert field_changes(written(last)) == (FieldChange("name", (), "B"),)


def test_the_reason_of_a_correction_is_no_field_of_it():
    last = change({"name": "B", "correction_reason/00ff00ff00ff00ff": "Spelled so"})

    assert [each.field for each in field_changes(written(last))] == ["name"]
    assert reason_of(last) == "Spelled so"
    assert reason_of(change({"name": "B"})) == ""
