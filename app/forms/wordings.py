"""The authorised words of an instrument that is shipped with topics of our own.

The questions keep their names, their answers and their score: records of before and after count
together, and what was asked is told by the pack that was in force.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.encoding import Value
from app.forms.definition import Form
from app.forms.tables import Table


@dataclass(frozen=True)
class Wording:
    """The words for a form (`harks/1`) by its fields, and whom to thank for them.

    `in_place` shows them where our own stood; else they are told by F1. `on_wards` lets ward PCs
    be told them: what lies there is readable to who takes one apart, which not every owner allows.
    """

    form: str
    credit: str
    in_place: bool
    exact: Mapping[str, str]
    on_wards: bool = True


def read_wording(table: Table, asked: Form) -> Wording:
    """The words that a pack brings for a form: one for every question, and for no other.

    Raises Refused `form.definition_...` with the place of any fault.
    """
    exact: dict[str, str] = {}
    for row in table.tables("items"):
        name = row.text("field")
        if asked.field(name) is None or name in exact:
            row.fail("unknown_name", name)
        exact[name] = row.text("exact")
        row.close()
    scored = asked.scoring.items if asked.scoring is not None else ()
    missing = next((name for name in scored if name not in exact), "")
    if missing:
        table.fail("missing", missing)
    found = Wording(
        asked.reference,
        table.text("credit"),
        table.flag("in_place", default=False),
        exact,
        table.flag("on_wards", default=True),
    )
    table.close()
    return found


def told(wording: Wording) -> dict[str, Value]:
    """The words as a ward PC is told them."""
    exact: dict[str, Value] = dict(wording.exact)
    return {
        "form": wording.form,
        "credit": wording.credit,
        "in_place": "yes" if wording.in_place else "no",
        "exact": exact,
    }


def heard(fields: Mapping[str, Value], asked: Form) -> Wording | None:
    """What `told` gave, None unless it has words for every question of the form that counts."""
    credit, exact = fields.get("credit"), fields.get("exact")
    if not isinstance(credit, str) or not isinstance(exact, dict):
        return None
    words = {str(name): text for name, text in exact.items() if isinstance(text, str)}
    scored = asked.scoring.items if asked.scoring is not None else ()
    if words.keys() != exact.keys() or not words.keys() >= set(scored):
        return None
    if any(asked.field(name) is None for name in words):
        return None
    return Wording(asked.reference, credit, fields.get("in_place") == "yes", words)


def worded(form: Form, wording: Wording | None) -> Form:
    """The form with these words."""
    if wording is None:
        return form
    fields = tuple(
        replace(
            field,
            exact=wording.exact[field.name],
            label=wording.exact[field.name] if wording.in_place else field.label,
        )
        if field.name in wording.exact
        else field
        for field in form.fields
    )
    return replace(form, fields=fields, credit=f"{wording.credit} {form.credit}".strip())
