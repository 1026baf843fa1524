"""The schedules that are shipped: which rules always hold, and what a broken one is refused for."""

from __future__ import annotations

import pytest

from app.errors import Refused
from app.forms.schedules import load_rules, parse_rules, rules_for

GOOD = """
title = "T"
source = "S"
[[rules]]
key = "one"
label = "One"
years = 8
from = "last_entry"
"""


def test_health_records_hold_for_every_file_and_the_rest_where_it_is_named() -> None:
    assert {rule.key for rule in rules_for(())} == {"adult", "child"}
    assert {rule.key for rule in rules_for(("complaint",))} == {"adult", "child", "complaint"}


def test_what_holds_without_being_named_has_a_source() -> None:
    assert all(rule.is_confirmed and rule.source for rule in load_rules() if rule.is_always)
    assert len({rule.key for rule in load_rules()}) == len(load_rules())


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("years = 8", "years = 0"),
        ("years = 8", "years = 800"),
        ("years = 8", "years = 8\nyears_if_17 = 7"),
        ('from = "last_entry"', 'from = "death"'),
        ('key = "one"', 'key = "one"\nyear = 8'),
    ],
)
def test_a_broken_rule_is_refused(was: str, now: str) -> None:
    assert len(parse_rules(GOOD, name="good")) == 1
    with pytest.raises(Refused):
        parse_rules(GOOD.replace(was, now), name="broken")
