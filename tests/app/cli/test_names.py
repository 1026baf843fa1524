"""Names on the command line are one line of text, and nothing of them is lost."""

from __future__ import annotations

import pytest

from app.cli.names import a_name
from app.errors import Refused


@pytest.mark.parametrize("name", ["Wren Pepperday", "Ægir Ó’Müller", "李雷", "ما‌هی", "a" * 200])
def test_a_name_is_kept_as_it_is_without_blanks_around(name):
    assert a_name(f"  {name} ") == name


@pytest.mark.parametrize("name", ["two\nlines", "a\x1bb", "a\u2028b", "\udcff", "a" * 201])
def test_what_is_no_name_is_refused_without_repeating_it(name):
    with pytest.raises(Refused) as refused:
        a_name(name)

    assert refused.value.code == "input.name"
    assert name not in str(refused.value.facts)


@pytest.mark.parametrize("name", ["", "  ", "\u200b", "\u00a0\u202e"])
def test_a_name_that_nobody_could_read_is_refused(name):
    with pytest.raises(Refused) as refused:
        a_name(name)

    assert refused.value.code == "input.name_blank"
