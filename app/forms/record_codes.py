"""Codes for what was recorded, to be entered by a person in the GP or hospital system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import resources
from app.domain.encoding import Value
from app.forms.definition import Answers, Form
from app.forms.rules import Facts, When, read_when
from app.forms.scoring import score
from app.forms.situation import situation
from app.forms.tables import Table, read_toml

SYSTEMS = {"snomed": "", "loinc": "LOINC "}
"""What stands before a code: most are of SNOMED CT, and nothing does."""
TOTAL, ASKED = "hark_total", "asked"
"""The facts that tell how many scored questions were answered yes, once none is open or declined,
and that one of them was answered."""


@dataclass(frozen=True, slots=True)
class RecordCode:
    """One code that may be entered, its term, and what it is for.

    `record` is whose record it belongs in, `own` or `child`. `value` is the fact entered with it.
    `note` says what to know before it is entered; it may hold for all codes of the file.
    """

    system: str
    code: str
    term: str
    use: str
    record: str
    value: str
    note: str
    is_confirmed: bool
    when: When
    has_own_note: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """A code for these answers, with the value to enter with it, if it has one."""

    code: RecordCode
    value: str = ""

    @property
    def in_words(self) -> str:
        """One line, as it is read and copied."""
        value = f" = {self.value}" if self.value else ""
        return f"{SYSTEMS[self.code.system]}{self.code.code} {self.code.term}{value}"


def codes_for(form: Form, answers: Answers) -> tuple[Offered, ...]:
    """The codes that fit these answers, in the order of the file; none names the other person."""
    facts = _facts(form, answers)
    return tuple(
        Offered(each, str(facts[each.value]) if each.value else "")
        for each in load_codes(form.name)
        if each.when.holds(facts)
    )


_in_force: dict[str, tuple[RecordCode, ...]] = {}


def put_in_force(codes: Mapping[str, tuple[RecordCode, ...]]) -> None:
    """Let these codes be offered from now on, by the form they are for."""
    _in_force.clear()
    _in_force.update(codes)


def load_codes(name: str) -> tuple[RecordCode, ...]:
    """The codes for a form as they hold now; raises as `shipped_codes` does."""
    return _in_force[name] if name in _in_force else shipped_codes(name)


@cache
def never_codes(name: str) -> frozenset[str]:
    """The codes that are never offered, whoever sets them."""
    table = read_toml(resources.read_text(f"codes/{name}.toml"), source=f"codes/{name}")
    return frozenset(row.text("code") for row in table.tables("never"))


@cache
def shipped_codes(name: str) -> tuple[RecordCode, ...]:
    """The codes shipped for a form; raises Refused `form.definition_...` if the file is broken."""
    return parse_codes(resources.read_text(f"codes/{name}.toml"), name=name)


def parse_codes(text: str, *, name: str) -> tuple[RecordCode, ...]:
    """Codes from their TOML; one that is never to be offered is refused with the file."""
    table = read_toml(text, source=f"codes/{name}")
    table.text("title")
    note, never = table.text("note", ""), set()
    for row in table.tables("never"):
        never.add(row.text("code"))
        row.text("note")
        row.close()
    found: dict[str, RecordCode] = {}
    for row in table.tables("codes"):
        each = _code(row, note)
        if each.code in found or each.code in never or each.system not in SYSTEMS:
            row.fail("value", "code")
        found[each.code] = each
    table.close()
    return tuple(found.values())


def _code(row: Table, note: str) -> RecordCode:
    own = row.text("note", "")
    each = RecordCode(
        system=row.text("system", "snomed"),
        code=row.text("code"),
        term=row.text("term"),
        use=row.text("use"),
        record=row.text("record", "own"),
        value=row.text("value", ""),
        note=own or note,
        is_confirmed=row.flag("confirmed", default=False),
        when=read_when(row),
        has_own_note=bool(own),
    )
    row.close()
    return each


def _facts(form: Form, answers: Answers) -> Facts:
    facts: dict[str, Value] = dict(situation(form, answers, has_person=True, age=None))
    found = None if form.outcome is None else score(form.outcome.instrument, answers)
    if found is not None and found.points + found.no + found.declined:
        facts[ASKED] = "yes"
    if found is not None and not found.open and not found.declined:
        facts[TOTAL] = found.points
    return facts
