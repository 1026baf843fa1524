"""The retention schedules that are shipped, checked as they are read."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

import resources
from app.domain.retention import Clock, Rule
from app.forms.tables import Table, read_toml

_MOST_YEARS = 150


@cache
def load_rules() -> tuple[Rule, ...]:
    """Every rule of every area; raises Refused `form.definition_...` if one is broken."""
    found: dict[str, Rule] = {}
    for name in resources.names("retention", ".toml"):
        area = name.removesuffix(".toml")
        for rule in parse_rules(resources.read_text(f"retention/{name}"), name=area):
            found[rule.key] = rule
    return tuple(found.values())


def rules_for(named: Collection[str]) -> tuple[Rule, ...]:
    """The rules that hold for every file, and those that an organisation names."""
    return tuple(rule for rule in load_rules() if rule.is_always or rule.key in named)


def parse_rules(text: str, *, name: str) -> tuple[Rule, ...]:
    """The rules of one area from its TOML; raises Refused `form.definition_...` if it is broken."""
    table = read_toml(text, source=f"retention/{name}")
    table.text("title")
    source = table.text("source")
    rules = tuple(_rule(row, source) for row in table.tables("rules"))
    table.close()
    return rules


def _rule(row: Table, source: str) -> Rule:
    clock = row.text("from")
    if clock not in tuple(Clock):
        row.fail("value", "from")
    rule = Rule(
        key=row.text("key"),
        label=row.text("label"),
        years=row.number("years"),
        clock=Clock(clock),
        source=row.text("source", source),
        is_always=row.flag("always", default=False),
        is_confirmed=row.flag("confirmed", default=True),
        years_if_17=row.number("years_if_17", 0),
        note=row.text("note", ""),
    )
    for years, key in ((rule.years, "years"), (rule.years_if_17 or rule.years, "years_if_17")):
        if not rule.years <= years <= _MOST_YEARS or years < 1:
            row.fail("value", key)
    row.close()
    return rule
