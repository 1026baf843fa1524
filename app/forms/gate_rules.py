"""What the check before leaving goes by, shipped as data: services, recipients, names and words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import resources
from app.domain.leaving import Finding
from app.domain.telephone import as_digits
from app.forms.lists import load_list
from app.forms.tables import Table, read_toml


@dataclass(frozen=True, slots=True)
class RecipientRule:
    """Kinds of findings (codes of `leaving_findings`) that a recipient may know, and never gets."""

    may_know: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()


_OF_OTHERS = RecipientRule(may_know=frozenset({"themself"}))
_ON_NO_LIST = RecipientRule(
    may_know=frozenset({"themself"}),
    never=frozenset({"contact_address", "own_code_word", "refuge_name"}),
)


@dataclass(frozen=True, slots=True)
class GateRules:
    """Numbers (digits) and mail domains of services, and the rule for each recipient."""

    numbers: frozenset[str]
    domains: tuple[str, ...]
    recipients: Mapping[str, RecipientRule]

    def of(self, recipient: str) -> RecipientRule:
        """The rule for a recipient; one that a team added may know whom it is about, no more.

        Whoever is on no list never gets what a GP does not.
        """
        is_listed = recipient in load_list("recipients").codes
        return self.recipients.get(recipient, _OF_OTHERS if is_listed else _ON_NO_LIST)

    def sorted_for(
        self, findings: Iterable[Finding], recipient: str
    ) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """What has to be judged before it goes to a recipient, and what they may know anyhow."""
        found, may_know = tuple(findings), self.of(recipient).may_know
        return (
            tuple(each for each in found if each.what not in may_know),
            tuple(each for each in found if each.what in may_know),
        )

    def barred(self, recipient: str, found: Iterable[Finding]) -> tuple[str, ...]:
        """The kinds among what was found that this recipient never gets."""
        never = self.of(recipient).never
        return tuple(dict.fromkeys(each.what for each in found if each.what in never))


@cache
def gate_rules() -> GateRules:
    """The rules that are shipped; raises Refused `form.definition_...` if they are broken."""
    return parse_gate_rules(resources.read_text("leaving/services.toml"), name="services")


def parse_gate_rules(text: str, *, name: str) -> GateRules:
    """Rules from their TOML, with every kind and recipient one that there is."""
    table = read_toml(text, source=f"leaving/{name}")
    table.text("title")
    domains = table.texts("domains")
    numbers = frozenset(_number(row) for row in table.tables("numbers"))
    known = frozenset(load_list("recipients").codes)
    rules = {}
    for recipient, row in table.named("recipients").items():
        if recipient not in known:
            table.fail("unknown_name", recipient)
        rules[recipient] = RecipientRule(_kinds(row, "may_know"), _kinds(row, "never"))
        row.close()
    table.close()
    return GateRules(numbers, domains, rules)


@cache
def ordinary_words() -> frozenset[str]:
    """Words and family names so common that half a name in them gives nobody away."""
    lines = resources.read_text("names/ordinary_words.txt").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _number(row: Table) -> str:
    digits = as_digits(row.text("number"))
    row.text("label")
    row.flag("confirmed", default=True)
    row.text("note", "")
    if not digits:
        row.fail("value", "number")
    row.close()
    return digits


def _kinds(row: Table, key: str) -> frozenset[str]:
    kinds = frozenset(row.texts(key))
    if not kinds <= set(load_list("leaving_findings").codes):
        row.fail("unknown_name", key)
    return kinds
