"""What a report counts, as it is shipped: labels, meanings, and the rules for small numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import resources
from app.domain.suppression import Rule
from app.forms.lists import load_list
from app.forms.tables import Table, read_toml

OWN, OUTSIDE, RESEARCH = "own", "outside", "research"


class Unit(StrEnum):
    """What the value of a measure is."""

    COUNT = "count"
    SHARE = "share"
    MIDDLE = "middle"


class Basis(StrEnum):
    """What belongs to the quarter; `NONE` where nothing is recorded yet."""

    ACTIVITY = "activity"
    COHORT = "cohort"
    STANDING = "standing"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its key, what people call it, and what it counts, or why it has no value.

    `aim` is the percentage that a team aims at, 0 where there is none.
    """

    key: str
    label: str
    unit: Unit
    basis: Basis
    meaning: str
    aim: int = 0


@dataclass(frozen=True, slots=True)
class Division:
    """One table: what its rows are codes of, empty for places."""

    key: str
    label: str
    note: str
    codes: str


@dataclass(frozen=True, slots=True)
class Definition:
    """All measures and tables in their order, and the rule for each recipient."""

    measures: tuple[Measure, ...]
    tables: tuple[Division, ...]
    rules: Mapping[str, Rule]
    by_recipient: Mapping[str, str]

    def aim_of(self, key: str) -> int:
        """The percentage that a team aims at."""
        return next(each.aim for each in self.measures if each.key == key)

    def rule_for(self, recipient: str) -> Rule:
        """The rule for a recipient: that of the team itself where none is named."""
        return self.rules[self.by_recipient.get(recipient, OUTSIDE) if recipient else OWN]


@cache
def load_measures() -> Definition:
    """What is shipped; raises Refused `form.definition_...` if it is broken."""
    table = read_toml(resources.read_text("reports/measures.toml"), source="reports/measures")
    table.text("title")
    table.flag("confirmed", default=True)
    rules = {name: _rule(row) for name, row in table.named("rules").items()}
    recipients = table.table("recipients")
    if recipients is None or set(rules) != {OWN, OUTSIDE, RESEARCH}:
        table.fail("missing", "rules")
    by_recipient = {code: each for each in (OWN, RESEARCH) for code in recipients.texts(each)}
    if not by_recipient.keys() <= set(load_list("recipients").codes):
        table.fail("unknown_name", "recipients")
    found = Definition(
        measures=tuple(_measure(row) for row in table.tables("measures")),
        tables=tuple(_division(row) for row in table.tables("tables")),
        rules=rules,
        by_recipient=by_recipient,
    )
    recipients.close()
    table.close()
    return found


def _rule(row: Table) -> Rule:
    rule = Rule(row.text("name"), row.number("most_hidden"), row.number("to_nearest", 1))
    row.close()
    return rule


def _measure(row: Table) -> Measure:
    basis = Basis(row.text("basis"))
    meaning = row.text("why" if basis is Basis.NONE else "meaning")
    key, label, unit = row.text("key"), row.text("label"), Unit(row.text("unit"))
    found = Measure(key, label, unit, basis, meaning, row.number("aim", 0))
    row.close()
    return found


def _division(row: Table) -> Division:
    found = Division(row.text("key"), row.text("label"), row.text("note", ""), row.text("list", ""))
    row.close()
    return found
