"""The rule for a first contact and the bank holidays, as they are shipped; how a team counts."""

from __future__ import annotations

from datetime import date
from functools import cache

import resources
from app.domain.first_contact import Counting, Rule
from app.forms.tables import Table, read_toml

KEY = "first_contact"
_own: list[Counting | None] = [None]


def put_in_force(counting: str) -> None:
    """Let a team's own way of counting hold from now on; any other word is none of its own."""
    _own[0] = Counting(counting) if counting in list(Counting) else None


def counting_of(site: str) -> Counting:
    """How a first contact is counted: as the team has set, else as its site's file has."""
    return _own[0] or Counting(site)


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
