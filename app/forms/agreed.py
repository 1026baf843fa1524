"""Which fields may go to another team with a referral, and which come back: an agreed list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import resources
from app.forms.lists import load_list
from app.forms.tables import Table, read_toml

PARTS = "referral_parts"
Fields = Mapping[str, tuple[str, ...]]
"""Names of fields by the kind of record that they stand in."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to tick: its code in the list `referral_parts`, and the fields it stands for."""

    code: str
    fields: Fields


@dataclass(frozen=True, slots=True)
class Agreed:
    """The whole list: parts to tick, what always goes along, and what an answer may hold."""

    parts: tuple[Part, ...]
    referral: tuple[str, ...]
    basis: tuple[str, ...]
    answer: tuple[str, ...]

    def of_kind(self, kind: str, ticked: frozenset[str] | None = None) -> frozenset[str]:
        """The fields of a kind of record that may go; of the ticked parts alone, None for all."""
        return frozenset(
            name
            for part in self.parts
            if ticked is None or part.code in ticked
            for name in part.fields.get(kind, ())
        )


_KINDS = (
    *("person", "identification", "contact_point", "confidant", "watched", "child"),
    "other_person",
)


@cache
def agreed() -> Agreed:
    """The list that is shipped; raises Refused `form.definition_...` if it is broken."""
    table = read_toml(resources.read_text("agreed/referral.toml"), source="agreed/referral")
    table.text("title")
    parts = tuple(_part(row) for row in table.tables("parts"))
    always, answer = table.table("always"), table.table("answer")
    if always is None or answer is None or {p.code for p in parts} != set(load_list(PARTS).codes):
        table.fail("missing", "parts")
    found = Agreed(parts, always.texts("referral"), always.texts("basis"), answer.texts("fields"))
    for each in (always, answer, table):
        each.close()
    return found


def _part(row: Table) -> Part:
    code = row.text("code")
    fields = {kind: names for kind in _KINDS if (names := row.texts(kind))}
    row.close()
    return Part(code, MappingProxyType(fields))
