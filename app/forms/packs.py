"""A form pack: an instrument, its lists and an area's thresholds in one file, checked whole.

A pack has a name and a version. What it brings may be used by records, so a pack never changes:
the next version is another pack, and its forms have higher versions.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.areas import Area
from app.domain.encoding import Value
from app.errors import Refused
from app.forms import library
from app.forms.areas import areas_of
from app.forms.definition import Form
from app.forms.lists import CodeList, is_shipped, list_of, load_list
from app.forms.own_kinds import is_kept_field, is_kept_kind
from app.forms.parsing import Sources, form_of_table
from app.forms.tables import Table
from app.forms.wordings import Wording, heard, read_wording

_INSTRUMENTS = frozenset({"harks"})
"""Forms of which a pack may bring a later version: asked by others, and no record of their own."""
_NAME = re.compile(r"[a-z][a-z0-9_]{0,60}")


@dataclass(frozen=True)
class Pack:
    """What a file brings. `content` is the file's whole text, which is what travels and is kept.

    `agreed` names by a form's reference which of its fields may go with a referral.
    """

    name: str
    version: int
    title: str
    content: str
    forms: tuple[Form, ...]
    lists: tuple[CodeList, ...]
    areas: tuple[Area, ...]
    wordings: tuple[Wording, ...] = ()
    agreed: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def key(self) -> str:
        """What it is known by."""
        return f"{self.name}/{self.version}"


def read_pack(text: str) -> Pack:
    """The pack that a file's text describes.

    Raises Refused `form.pack_unreadable` for what is no TOML, `form.pack_empty` for one that brings
    nothing, `form.pack_takes_name` for a form, field or list of the program's own, and
    `form.definition_...` with the place of any other fault.
    """
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Refused("form.pack_unreadable") from error
    table = Table(content, source="pack", place="top")
    head = table.table("pack")
    if head is None:
        table.fail("missing", "pack")
    name, version, title = _named(head, "name"), head.number("version"), head.text("title")
    if not 1 <= version <= 999_999:
        head.fail("value", "version")
    head.close()
    lists = {each.name: each for each in _lists(table)}
    forms = _forms(table, lists)
    areas = areas_of(table)
    wordings = tuple(_wording(row) for row in table.tables("wording"))
    agreed = _agreed(table, forms)
    table.close()
    if not (forms or lists or areas or wordings):
        raise Refused("form.pack_empty")
    return Pack(name, version, title, text, forms, tuple(lists.values()), areas, wordings, agreed)


def _wording(row: Table) -> Wording:
    """Words for an instrument that is shipped; whatever asks it shows them."""
    name, _, version = row.text("form").partition("/")
    if name not in _INSTRUMENTS or version not in map(str, library.shipped_versions(name)):
        row.fail("unknown_name", "form")
    return read_wording(row, library.load(name, int(version)))


def wording_of(fields: Mapping[str, Value]) -> Wording | None:
    """The words for an instrument that a ward PC was told, None unless it ships that instrument."""
    name, _, version = str(fields.get("form")).partition("/")
    if name not in _INSTRUMENTS or version not in map(str, library.shipped_versions(name)):
        return None
    return heard(fields, library.load(name, int(version)))


def _agreed(table: Table, forms: Sequence[Form]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Which answers may go with a referral, of a form that is a record of its own."""
    known = {each.reference: each for each in forms if each.name not in _INSTRUMENTS}
    found: dict[str, tuple[str, ...]] = {}
    for row in table.tables("agreed"):
        reference, names = row.text("form"), row.texts("fields")
        if reference not in known or reference in found:
            row.fail("unknown_name", "form")
        if not names or any(known[reference].field(name) is None for name in names):
            row.fail("unknown_name", "fields")
        row.close()
        found[reference] = names
    return tuple(found.items())


def _lists(table: Table) -> list[CodeList]:
    found = []
    for name, row in table.named("lists").items():
        if not _NAME.fullmatch(name):
            table.fail("value", f"lists.{name}")
        if is_shipped(name):
            raise Refused("form.pack_takes_name", name=name)
        found.append(list_of(row, name=name))
    return found


def _forms(table: Table, lists: dict[str, CodeList]) -> tuple[Form, ...]:
    """The forms, in the file's order; a later one may embed an earlier."""
    found: dict[str, Form] = {}

    def code_list(name: str) -> CodeList:
        return lists[name] if name in lists else load_list(name)

    def by_reference(reference: str) -> Form:
        return found[reference] if reference in found else library.by_reference(reference)

    for row in table.tables("form"):
        name, version = _named(row, "name"), row.number("version")
        if not 1 <= version <= 999_999:
            row.fail("value", "version")
        is_taken = name in library.shipped_names() and name not in _INSTRUMENTS
        if is_taken or is_kept_kind(name):
            raise Refused("form.pack_takes_name", name=name)
        if version in library.shipped_versions(name) or f"{name}/{version}" in found:
            row.fail("value", "version")
        sources = Sources(code_list=code_list, form=by_reference)
        form = form_of_table(row, name=name, version=version, sources=sources)
        kept = next((each.name for each in form.fields if is_kept_field(each)), "")
        if kept and name not in _INSTRUMENTS:
            raise Refused("form.pack_takes_name", name=kept)
        found[form.reference] = form
    return tuple(found.values())


def _named(row: Table, key: str) -> str:
    name = row.text(key)
    if not _NAME.fullmatch(name):
        row.fail("value", key)
    return name
