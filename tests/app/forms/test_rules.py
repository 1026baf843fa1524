"""A rule holds over facts, and a blank fact never makes one hold."""

from __future__ import annotations

import pytest

from app.domain.encoding import Value
from app.errors import Refused
from app.forms.rules import Fact, When, read_when
from app.forms.tables import read_toml


@pytest.mark.parametrize(
    ("fact", "value", "expected"),
    [
        (Fact("a"), "x", True),
        (Fact("a"), None, False),
        (Fact("a"), [], False),
        (Fact("a", among=("x", "y")), "y", True),
        (Fact("a", among=("x", "y")), "z", False),
        (Fact("a", among=("x",)), ["z", "x"], True),
        (Fact("a", least=16, below=18), 16, True),
        (Fact("a", least=16, below=18), 18, False),
        (Fact("a", least=16, below=18), None, False),
        (Fact("a", below=18), "17", False),
        (Fact("a", least=1), True, False),
    ],
)
def test_a_fact_holds_only_where_it_is_so(fact: Fact, value: Value, expected: bool) -> None:
    assert fact.holds({"a": value}) is expected


def test_every_some_and_unless_are_all_looked_at() -> None:
    when = When(every=(Fact("a"),), some=(Fact("b"), Fact("c")), unless=(Fact("d"),))

    assert when.holds({"a": "1", "c": "1"})
    assert not when.holds({"c": "1"})
    assert not when.holds({"a": "1"})
    assert not when.holds({"a": "1", "c": "1", "d": "1"})
    assert When().holds({})


def test_a_condition_is_read_strictly() -> None:
    table = read_toml('every = [{ fact = "age", from = 0, below = 18 }]', source="x")
    assert read_when(table).every == (Fact("age", least=0, below=18),)

    with pytest.raises(Refused) as refusal:
        read_when(read_toml('every = [{ fact = "age", above = 3 }]', source="x"))
    assert refusal.value.code == "form.definition_unknown_key"
