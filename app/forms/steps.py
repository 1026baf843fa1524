"""What to do next, in order: rules as data over what a page says so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import resources
from app.forms.definition import Form
from app.forms.rules import Facts, When, read_when
from app.forms.situation import DERIVED
from app.forms.tables import Table, read_toml

Numbers = Mapping[str, str]
"""Whom to ring, each as words such as "ext. 2222", by its key; one not known is left out."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: strong words, then plain ones. `key` is the rule it comes from.

    `field` is the input that pressing the step leads to, `asks` one that is answered at the step
    itself. `is_urgent` steps come before the person leaves.
    """

    strong: str
    text: str = ""
    field: str = ""
    asks: str = ""
    is_urgent: bool = False
    key: str = ""


@dataclass(frozen=True, slots=True)
class StepRule:
    """When a step is due and how it is worded; `{fact}` in its words stands for that fact.

    `ring` is the key of a number, told at the end if it is known; `otherwise` is told if not.
    `leads_to` names an input, or a fact that names one. `basis` says where the rule comes from.
    """

    key: str
    when: When
    strong: str
    text: str
    leads_to: str
    asks: str
    is_urgent: bool
    ring: str
    ring_words: str
    otherwise: str
    basis: str
    is_confirmed: bool

    def step(self, facts: Facts, numbers: Numbers) -> Step:
        """The step in words."""
        number = numbers.get(self.ring, "")
        ring = self.ring_words.replace("{number}", number) if number else self.otherwise
        words = " ".join(filter(None, (_filled(self.text, facts), ring)))
        leads_to = facts.get(self.leads_to) if self.leads_to in DERIVED else self.leads_to
        return Step(
            strong=_filled(self.strong, facts),
            text=words,
            field=self.leads_to if self.leads_to == "person" else str(leads_to or ""),
            asks=self.asks,
            is_urgent=self.is_urgent,
            key=self.key,
        )


def next_steps(rules: tuple[StepRule, ...], facts: Facts, numbers: Numbers) -> tuple[Step, ...]:
    """The steps that are due, in the order of the rules; each input is asked for once."""
    steps: list[Step] = []
    for rule in rules:
        if not rule.when.holds(facts):
            continue
        step = rule.step(facts, numbers)
        if not (step.asks and any(each.asks == step.asks for each in steps)):
            steps.append(step)
    return tuple(steps)


_in_force: dict[str, tuple[StepRule, ...]] = {}


def put_in_force(steps: Mapping[str, tuple[StepRule, ...]]) -> None:
    """Let these rules hold from now on, by the form they are for; those shipped hold elsewhere."""
    _in_force.clear()
    _in_force.update(steps)


def load_steps(name: str) -> tuple[StepRule, ...]:
    """The rules for a form as they hold now; raises as `shipped_steps` does."""
    return _in_force[name] if name in _in_force else shipped_steps(name)


@cache
def shipped_steps(name: str) -> tuple[StepRule, ...]:
    """The rules shipped for a form; raises Refused `form.definition_...` if one is broken."""
    return parse_steps(resources.read_text(f"steps/{name}.toml"), name=name)


def parse_steps(text: str, *, name: str) -> tuple[StepRule, ...]:
    """Rules from their TOML, checked; raises Refused `form.definition_...` if one is broken."""
    table = read_toml(text, source=f"steps/{name}")
    table.text("title")
    rules: dict[str, StepRule] = {}
    for row in table.tables("steps"):
        rule = _rule(row)
        if rule.key in rules:
            row.fail("value", "key")
        rules[rule.key] = rule
    table.close()
    return tuple(rules.values())


def unknown_facts(when: When, form: Form) -> list[str]:
    """The facts, and the codes of a field's list, that a condition names and the form has not."""
    found = []
    for fact in when.facts:
        field = form.field(fact.name)
        if field is None and fact.name not in DERIVED:
            found.append(fact.name)
        if field is not None and field.codes is not None:
            found += [f"{fact.name}.{code}" for code in fact.among if code not in field.codes.codes]
    return found


def _rule(row: Table) -> StepRule:
    rule = StepRule(
        key=row.text("key"),
        when=read_when(row),
        strong=row.text("strong"),
        text=row.text("text", ""),
        leads_to=row.text("leads_to", ""),
        asks=row.text("asks", ""),
        is_urgent=row.flag("urgent", default=False),
        ring=row.text("ring", ""),
        ring_words=row.text("ring_words", "Ring {number}."),
        otherwise=row.text("otherwise", ""),
        basis=row.text("basis", ""),
        is_confirmed=row.flag("confirmed", default=True),
    )
    row.close()
    return rule


def _filled(words: str, facts: Facts) -> str:
    for name in DERIVED:
        words = words.replace(f"{{{name}}}", str(facts.get(name, "")))
    return words
