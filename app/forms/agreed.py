"""Which fields may go to another team with a referral, and which come back: an agreed list.

Beside what is shipped a form pack names the fields of its own forms that may go.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

import resources
from app.forms.lists import Code, shipped_list
from app.forms.tables import Table, read_toml

PARTS = "referral_parts"
PAGE = "referral_page"
"""What a page of a pack's form travels as: in words, so that who reads it needs no pack."""
Fields = Mapping[str, tuple[str, ...]]
"""Names of fields by the kind of record that they stand in."""
_PAGE = "page_"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to tick: its code in the list `referral_parts`, and the fields it stands for.

    One that is not `is_usual` goes only if a person ticks it.
    """

    code: str
    fields: Fields
    is_usual: bool = True


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
    *("other_person", "injury"),
)
_own: dict[str, tuple[str, ...]] = {}
_in_force: list[Agreed] = []


def agreed() -> Agreed:
    """The list as it holds now; raises Refused `form.definition_...` if it is broken."""
    return _in_force[0] if _in_force else shipped_agreed()


def put_in_force(own: Mapping[str, tuple[str, ...]]) -> None:
    """Let the fields that form packs name go too, by the forms' references (`name/version`)."""
    _own.clear()
    _own.update(own)
    _in_force.clear()
    kinds = dict.fromkeys(reference.partition("/")[0] for reference in own)
    if kinds:
        shipped = shipped_agreed()
        _in_force.append(replace(shipped, parts=(*shipped.parts, *map(_own_part, kinds))))


def fields_of_page(reference: str) -> tuple[str, ...]:
    """What may go of a page that this version of a pack's form asked."""
    return _own.get(reference, ())


def codes_of_pages(titles: Mapping[str, str]) -> tuple[Code, ...]:
    """The entries of the list of parts for forms of packs, by name and title."""
    return tuple(Code(f"{_PAGE}{name}", title) for name, title in titles.items())


def _own_part(kind: str) -> Part:
    named = (
        each for ref, fields in _own.items() if ref.partition("/")[0] == kind for each in fields
    )
    return Part(
        f"{_PAGE}{kind}", MappingProxyType({kind: tuple(dict.fromkeys(named))}), is_usual=False
    )


@cache
def shipped_agreed() -> Agreed:
    """The list that is shipped; raises Refused `form.definition_...` if it is broken."""
    table = read_toml(resources.read_text("agreed/referral.toml"), source="agreed/referral")
    table.text("title")
    parts = tuple(_part(row) for row in table.tables("parts"))
    always, answer = table.table("always"), table.table("answer")
    if (
        always is None
        or answer is None
        or {p.code for p in parts} != set(shipped_list(PARTS).codes)
    ):
        table.fail("missing", "parts")
    found = Agreed(parts, always.texts("referral"), always.texts("basis"), answer.texts("fields"))
    for each in (always, answer, table):
        each.close()
    return found


def _part(row: Table) -> Part:
    code, is_usual = row.text("code"), row.flag("usual", default=True)
    fields = {kind: names for kind in _KINDS if (names := row.texts(kind))}
    row.close()
    return Part(code, MappingProxyType(fields), is_usual)
