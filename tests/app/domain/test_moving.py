"""Where a moved record was, as it is stored and read again."""

from __future__ import annotations

import pytest

from app.domain.moving import MOVED, Origin, origin_of, renamed

ORIGIN = Origin(b"r" * 16, b"s" * 16, "Wren Pepperday", 1_780_000_000_000, b"f" * 16)


def test_an_origin_is_read_as_it_was_stored():
    assert origin_of({MOVED: ORIGIN.field()}) == ORIGIN


def test_one_that_moved_with_an_older_program_had_the_id_it_had_before():
    older = {name: value for name, value in ORIGIN.field().items() if name != "first"}

    assert origin_of({MOVED: older}).first == ORIGIN.record


@pytest.mark.parametrize(
    "kept",
    [
        None,
        "moved",
        {},
        {**ORIGIN.field(), "at": "yesterday"},
        {**ORIGIN.field(), "at": -1},
        {**ORIGIN.field(), "author": None},
        {**ORIGIN.field(), "record": "not hex"},
        {**ORIGIN.field(), "first": "not hex"},
    ],
)
def test_what_says_so_in_no_way_known_here_never_moved(kept):
    assert origin_of({MOVED: kept}) is None


def test_ids_are_renamed_wherever_they_stand_and_nothing_else_is():
    value = {"corrects": "aa", "lines": [{"text": "aa and bb"}, "bb"], "count": 3}

    assert renamed(value, {"aa": "cc", "bb": "dd"}) == {
        "corrects": "cc",
        "lines": [{"text": "aa and bb"}, "dd"],
        "count": 3,
    }
