"""A definition's tables are read strictly."""

from __future__ import annotations

from datetime import date

import pytest

from app.errors import Refused
from app.forms.tables import read_toml


def test_what_was_taken_leaves_nothing_to_refuse() -> None:
    table = read_toml("a = 'x'\nb = 2\nc = true\nd = ['y']\ne = '2026-11-17'", source="s")

    assert table.text("a") == "x"
    assert table.number("b") == 2
    assert table.flag("c", default=False)
    assert table.texts("d") == ("y",)
    assert table.day("e") == date(2026, 11, 17)
    table.close()


def test_a_key_nobody_took_is_refused_with_its_place() -> None:
    table = read_toml("[inner]\na = 1", source="s").table("inner")

    assert table is not None
    with pytest.raises(Refused) as refused:
        table.close()
    assert refused.value.code == "form.definition_unknown_key"
    assert refused.value.facts == {"source": "s", "place": "top.inner.a"}


def test_a_number_is_no_flag_and_a_flag_no_number() -> None:
    with pytest.raises(Refused):
        read_toml("a = true", source="s").number("a")
    with pytest.raises(Refused):
        read_toml("a = 1", source="s").flag("a", default=True)


def test_a_list_of_texts_holds_only_texts() -> None:
    with pytest.raises(Refused):
        read_toml("a = ['x', 1]", source="s").texts("a")
