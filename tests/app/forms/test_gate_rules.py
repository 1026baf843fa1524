"""The data of the gate, checked as it is read."""

from __future__ import annotations

import pytest

from app.domain.leaving import Finding
from app.errors import Refused
from app.forms.gate_rules import gate_rules, ordinary_words, parse_gate_rules


def test_what_is_shipped_has_a_rule_for_whoever_may_never_know_a_safe_place() -> None:
    rules = gate_rules()
    found = (Finding("contact_address", "x"),)

    assert rules.barred("gp", found) == rules.barred("research", found) == ("contact_address",)
    assert rules.barred("service_team", found) == ()
    assert rules.sorted_for((*found, Finding("themself", "x")), "school")[0] == found
    assert {"hill", "smith"} <= ordinary_words() and "tidewell" not in ordinary_words()


@pytest.mark.parametrize(
    "text",
    [
        '[[numbers]]\nnumber = "12"\nlabel = "x"',
        '[recipients.nobody]\nnever = ["address"]',
        '[recipients.gp]\nnever = ["nothing"]',
        "[recipients.gp]\nsometimes = []",
    ],
)
def test_a_rule_about_nothing_is_refused(text: str) -> None:
    with pytest.raises(Refused, match=r"form\.definition_"):
        parse_gate_rules(f'title = "x"\n{text}', name="x")
