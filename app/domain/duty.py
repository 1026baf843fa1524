"""A duty to report something that is known: until when, and whether it was done."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.domain.encoding import Value
from app.domain.first_contact import is_working_day

KIND = "duty_report"
FGM = "fgm_under_18"
ADULT = 18
NO_DUTY = "neither"
"""How it is known when it is not: a worry or a risk is no duty."""


@dataclass(frozen=True, slots=True)
class DutyRule:
    """By the close of how many working days, and after how many months by law at the latest."""

    working_days: int
    closes_at: time
    months: int
    holidays: frozenset[date]


def due_by(rule: DutyRule, known: datetime) -> datetime:
    """When it is to be done: the close of the working day it falls on, in the time zone given."""
    day = known.date()
    for _ in range(rule.working_days):
        day += timedelta(days=1)
        while not is_working_day(day, rule.holidays):
            day += timedelta(days=1)
    close = datetime.combine(day, rule.closes_at, known.tzinfo)
    return min(close, latest(rule, known))


def latest(rule: DutyRule, known: datetime) -> datetime:
    """When it has to be done by law: so many months on, the last day of a shorter month."""
    months = known.year * 12 + known.month - 1 + rule.months
    year, month = divmod(months, 12)
    day = min(known.day, calendar.monthrange(year, month + 1)[1])
    return known.replace(year=year, month=month + 1, day=day)


def is_open(fields: Mapping[str, Value]) -> bool:
    """Whether the report is still to be made; a record without a time of it is."""
    return fields.get("how_known") != NO_DUTY and not isinstance(fields.get("reported_at"), str)


def is_a_girl(fields: Mapping[str, Value], age: int | None) -> bool:
    """Whether an identification tells of FGM of somebody who is, or may be, under 18."""
    return fields.get("abuse_types/fgm") is not None and (age is None or age < ADULT)
