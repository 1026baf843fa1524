"""MARAC areas and their rules: those shipped, and a team's own over them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import resources
from app.domain.areas import Area, RepeatClock
from app.forms.tables import Table, read_toml

_OWN: dict[str, Area] = {}


def areas() -> tuple[Area, ...]:
    """Every area and instrument, as they are in force: a team's own rules instead of those shipped.

    Raises Refused `form.definition_...` if a file is broken.
    """
    found = {each.key: each for each in _shipped()} | dict(_OWN)
    return tuple(found[key] for key in sorted(found))


def put_in_force(own: Iterable[Area]) -> None:
    """Let these rules hold from now on, in the place of any before."""
    found = {each.key: each for each in own}
    _OWN.clear()
    _OWN.update(found)


def parse_areas(text: str, *, name: str) -> tuple[Area, ...]:
    """Areas from their TOML; raises Refused `form.definition_...` if it is broken."""
    table = read_toml(text, source=f"areas/{name}")
    table.text("title")
    found = areas_of(table)
    table.close()
    return found


def areas_of(table: Table) -> tuple[Area, ...]:
    """The areas below a table's key `areas`, each area and instrument once."""
    found: dict[str, Area] = {}
    for row in table.tables("areas"):
        area = _area(row)
        if area.key in found:
            row.fail("value", "area")
        found[area.key] = area
    return tuple(found.values())


@cache
def _shipped() -> tuple[Area, ...]:
    names = [name.removesuffix(".toml") for name in resources.names("areas", ".toml")]
    read = (parse_areas(resources.read_text(f"areas/{each}.toml"), name=each) for each in names)
    return tuple(area for part in read for area in part)


def _area(row: Table) -> Area:
    clock = row.text("repeat_clock")
    if clock not in tuple(RepeatClock):
        row.fail("value", "repeat_clock")
    area = Area(
        area=row.text("area"),
        instrument=row.text("instrument"),
        min_yes=row.number("min_yes"),
        escalation_n=row.number("escalation_n"),
        escalation_months=row.number("escalation_months"),
        repeat_clock=RepeatClock(clock),
        sla_days=row.number("sla_days"),
        repeat_months=row.number("repeat_months", 12),
        mailbox=row.text("mailbox", ""),
        is_confirmed=row.flag("confirmed", default=True),
        note=row.text("note", ""),
    )
    whole = (area.min_yes, area.escalation_n, area.escalation_months, area.sla_days)
    if min(*whole, area.repeat_months) < 1:
        row.fail("value", "min_yes")
    row.close()
    return area
