"""The rule for a first contact and the bank holidays, as they are shipped."""

from __future__ import annotations

from datetime import date
from functools import cache

import resources
from app.domain.first_contact import Counting, Rule
from app.forms.tables import Table, read_toml


@cache
def load_rule(counting: Counting = Counting.CLOCK_HOURS) -> Rule:
    """The rule, counted as a team counts; raises Refused `form.definition_...` if it is broken."""
    table = read_toml(resources.read_text("clocks/first_contact.toml"), source="clocks")
    table.text("title")
    table.flag("confirmed", default=True)
    rule = Rule(
        counting=counting,
        hours=table.number("hours"),
        working_days=table.number("working_days"),
        safe_tries=table.number("safe_tries"),
        hours_today=table.number("hours_today"),
        hours_to_answer=table.number("hours_to_answer"),
        holidays=_holidays(),
    )
    table.close()
    return rule


def _holidays() -> frozenset[date]:
    table = read_toml(resources.read_text("calendar/bank_holidays.toml"), source="calendar")
    table.text("title")
    days = frozenset(_day(table, each) for each in table.texts("days"))
    table.close()
    return days


def _day(table: Table, written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        table.fail("value", "days")
