"""Values as the command line prints them for a person."""

from __future__ import annotations

import pytest

from app.cli.showing import plain


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "-"),
        (True, "yes"),
        (False, "no"),
        (2, "2"),
        (["burn", "dental"], "burn; dental"),
        ({"gp": "yes"}, "gp yes"),
        ("a\x1bb\nc", "a\ufffdb c"),
    ],
)
def test_a_value_is_one_line_that_a_person_reads(value, shown):
    assert plain(value) == shown
