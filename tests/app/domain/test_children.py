"""A child that two files of one person name goes once, and two children never become one."""

from __future__ import annotations

import pytest

from app.domain.children import Children, is_same

ONE, TWO = b"1" * 16, b"2" * 16
ROWAN = {"name": "Rowan Ashdown", "date_of_birth": "2019-05-02"}


@pytest.mark.parametrize(
    ("other", "is_one"),
    [
        (ROWAN, True),
        ({"name": "rowan  ashdown", "school": "Fernhollow Primary"}, True),
        ({**ROWAN, "date_of_birth": "2019-05-03"}, False),
        ({"date_of_birth": "2019-05-02"}, False),
        ({"name": "Robin Ashdown", "date_of_birth": "2019-05-02"}, False),
    ],
)
def test_two_files_tell_of_one_child_if_they_agree_in_all_that_both_say(other, is_one):
    assert is_same(ROWAN, other) is is_one
    children = Children()
    children.with_one(ONE, ROWAN)
    assert len(children.with_one(TWO, other)) == (1 if is_one else 2)


def test_what_either_file_adds_goes_along_and_twins_without_a_name_stay_two():
    children, unnamed = Children(), {"age": 4}
    children.with_one(ONE, ROWAN)
    (rowan,) = children.with_one(TWO, {"name": "Rowan Ashdown", "school": "Fernhollow Primary"})
    assert rowan == {**ROWAN, "school": "Fernhollow Primary"}

    for file in (ONE, ONE, TWO):
        found = children.with_one(file, unnamed)
    assert found[1:] == (unnamed, unnamed)
