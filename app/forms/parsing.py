"""A form from its TOML, checked whole when loaded so that no fault waits for a patient."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.forms.definition import (
    Claim,
    Condition,
    Field,
    Form,
    Kind,
    OutcomeRule,
    Scoring,
    Section,
)
from app.forms.lists import CodeList
from app.forms.tables import Table, read_toml

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_LISTED = {Kind.CHOICE, Kind.FOUR_STATE, Kind.CHOICES, Kind.LINES, Kind.MAP}
_MOST = {
    Kind.TEXT: 1_000,
    Kind.LONG_TEXT: 50_000,
    Kind.TEXTS: 50,
    Kind.WHOLE_NUMBERS: 50,
    Kind.LINES: 500,
    Kind.TIMES: 50,
}
_IMMUTABLE_ID_DIGITS = 64


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a definition's references lead: lists by name, forms by reference."""

    code_list: Callable[[str], CodeList]
    form: Callable[[str], Form]


def parse_form(text: str, *, name: str, version: int, sources: Sources) -> Form:
    """The form that a definition describes.

    Raises Refused `form.definition_unreadable`, `_missing`, `_type`, `_unknown_key`, `_value` or
    `_unknown_name`, with the facts `source` (the form's reference) and `place` (the key at fault).
    """
    table = read_toml(text, source=f"{name}/{version}")
    return form_of_table(table, name=name, version=version, sources=sources)


def form_of_table(table: Table, *, name: str, version: int, sources: Sources) -> Form:
    """The same for a definition that was read, in a file with others."""
    conditions = {key: _condition(key, row) for key, row in table.named("conditions").items()}
    sections = tuple(_section(row) for row in table.tables("sections"))
    reading = _Reading(sources, conditions, {section.key for section in sections})
    fields = reading.fields(table.tables("fields"))
    if not fields:
        table.fail("missing", "fields")
    form = Form(
        name=name,
        version=version,
        title=table.text("title"),
        sections=sections,
        fields=fields,
        conditions=MappingProxyType(conditions),
        scoring=_scoring(table.table("scoring")),
        instruments=tuple(reading.instruments.values()),
        outcome=reading.outcome(table.table("outcome")),
        credit=table.text("credit", ""),
        hint=table.text("hint", ""),
        loinc=table.text("loinc", ""),
    )
    _check_names(form, table)
    table.close()
    return form


class _Reading:
    """Reads the fields, with what the rest of the definition has named."""

    def __init__(
        self, sources: Sources, conditions: Mapping[str, Condition], sections: set[str]
    ) -> None:
        self._sources = sources
        self._conditions = conditions
        self._sections = sections
        self.instruments: dict[str, Form] = {}

    def fields(self, rows: list[Table]) -> tuple[Field, ...]:
        """All fields in order, those of instruments in their place; no name twice."""
        found: dict[str, Field] = {}
        for row in rows:
            instrument = row.text("instrument", "")
            for field in self._embedded(row, instrument) if instrument else [self._field(row)]:
                if field.name in found or not _NAME.fullmatch(field.name):
                    row.fail("value", "name")
                found[field.name] = field
            row.close()
        return tuple(found.values())

    def outcome(self, table: Table | None) -> OutcomeRule | None:
        """The rule for the outcome, where the form has one."""
        if table is None:
            return None
        instrument = self.instruments.get(table.text("instrument"))
        safe = self._named_condition(table, "safe")
        identified = self._named_condition(table, "identified")
        if instrument is None or safe is None or identified is None:
            table.fail("unknown_name", "instrument")
        table.close()
        return OutcomeRule(safe=safe, identified=identified, instrument=instrument)

    def _embedded(self, row: Table, reference: str) -> list[Field]:
        form = self._sources.form(reference)
        self.instruments[reference] = form
        section = self._section_key(row)
        allowed_when = self._named_condition(row, "allowed_when")
        return [replace(field, section=section, allowed_when=allowed_when) for field in form.fields]

    def _field(self, row: Table) -> Field:
        kind = _kind(row)
        return Field(
            name=row.text("name"),
            kind=kind,
            label=row.text("label"),
            section=self._section_key(row),
            hint=row.text("hint", ""),
            codes=self._list(row, "list", is_due=kind in _LISTED),
            answers=self._list(row, "answers", is_due=kind is Kind.MAP),
            needed=row.flag("needed", default=False),
            needed_when=self._named_condition(row, "needed_when"),
            allowed_when=self._named_condition(row, "allowed_when"),
            most=row.number("most", _MOST.get(kind, 0)),
            lowest=row.number("lowest", 0),
            highest=row.number("highest", 0),
            earliest=row.day("earliest"),
            until_now=row.flag("until_now", default=False),
            digits=row.number("digits", _IMMUTABLE_ID_DIGITS if kind is Kind.RECORD_ID else 0),
            letter=row.text("letter", ""),
            loinc=row.text("loinc", ""),
            exact=row.text("exact", ""),
            is_confirmed=row.flag("confirmed", default=True),
            note=row.text("note", ""),
            parts=self._parts(row) if kind is Kind.GROUP else (),
        )

    def _parts(self, row: Table) -> tuple[Field, ...]:
        """The questions of a group: at least one, no name twice, and no group in a group."""
        found: dict[str, Field] = {}
        for part in row.tables("parts"):
            field = self._field(part)
            if field.name in found or not _NAME.fullmatch(field.name):
                part.fail("value", "name")
            if field.kind is Kind.GROUP or field.kind.is_stored_by_element:
                part.fail("value", "kind")
            part.close()
            found[field.name] = field
        if not found:
            row.fail("missing", "parts")
        return tuple(found.values())

    def _list(self, row: Table, key: str, *, is_due: bool) -> CodeList | None:
        name = row.text(key, "" if not is_due else None)
        if name and not is_due:
            row.fail("value", key)
        return self._sources.code_list(name) if name else None

    def _section_key(self, row: Table) -> str:
        key = row.text("section", "")
        if key and key not in self._sections:
            row.fail("unknown_name", "section")
        return key

    def _named_condition(self, row: Table, key: str) -> Condition | None:
        name = row.text(key, "")
        if name and name not in self._conditions:
            row.fail("unknown_name", key)
        return self._conditions.get(name)


def _kind(row: Table) -> Kind:
    kind = row.text("kind")
    if kind not in set(Kind):
        row.fail("value", "kind")
    return Kind(kind)


def _section(row: Table) -> Section:
    section = Section(key=row.text("key"), label=row.text("label"), hint=row.text("hint", ""))
    row.close()
    return section


def _condition(name: str, row: Table) -> Condition:
    every, some = row.tables("every"), row.tables("some")
    if bool(every) == bool(some):
        row.fail("missing", "every")
    row.close()
    return Condition(name, bool(every), tuple(_claim(claim) for claim in every or some))


def _claim(row: Table) -> Claim:
    claim = Claim(field=row.text("field"), among=row.texts("among"))
    row.close()
    return claim


def _scoring(table: Table | None) -> Scoring | None:
    if table is None:
        return None
    scoring = Scoring(
        items=table.texts("items"),
        point=table.text("point"),
        no=table.text("no"),
        declined=table.text("declined"),
        positive_from=table.number("positive_from"),
        loinc=table.text("loinc", ""),
    )
    table.close()
    return scoring


def _check_names(form: Form, table: Table) -> None:
    """Refuse a condition or score over a field, or a code of its list, that is not there."""
    for condition in form.conditions.values():
        for claim in condition.claims:
            if not _is_answerable(form, claim.field, claim.among):
                table.fail("unknown_name", f"conditions.{condition.name}.{claim.field}")
    if form.scoring is None:
        return
    for item in form.scoring.items:
        answers = (form.scoring.point, form.scoring.no, form.scoring.declined)
        if not _is_answerable(form, item, answers):
            table.fail("unknown_name", f"scoring.{item}")


def _is_answerable(form: Form, name: str, codes: tuple[str, ...]) -> bool:
    field = form.field(name)
    if field is None:
        return False
    return not codes or (field.codes is not None and set(codes) <= set(field.codes.codes))
