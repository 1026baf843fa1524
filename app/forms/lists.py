"""Lists of codes and the plain words that people see for them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import resources
from app.errors import NotFound
from app.forms.tables import Table, read_toml

_CODE = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Code:
    """One value that may be stored.

    `group` is the heading it stands under, `letter` the key that picks it. `is_confirmed` tells
    whether a source was seen for it; `note` says what is not certain.
    """

    code: str
    label: str
    group: str = ""
    letter: str = ""
    is_confirmed: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class CodeList:
    """Codes in the order in which people are shown them."""

    name: str
    title: str
    entries: tuple[Code, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes alone, in order."""
        return tuple(entry.code for entry in self.entries)

    def label(self, code: str) -> str:
        """The words for a code; a code of another version stands for itself."""
        return next((entry.label for entry in self.entries if entry.code == code), code)


@cache
def load_list(name: str) -> CodeList:
    """The list shipped under this name.

    Raises NotFound `form.no_such_list`, or Refused `form.definition_...` if it is broken.
    """
    if not _CODE.fullmatch(name) or f"{name}.toml" not in resources.names("lists", ".toml"):
        raise NotFound("form.no_such_list", source=name)
    return parse_list(resources.read_text(f"lists/{name}.toml"), name=name)


def parse_list(text: str, *, name: str) -> CodeList:
    """A list from its TOML, checked; raises Refused `form.definition_...` if it is broken."""
    table = read_toml(text, source=f"lists/{name}")
    title = table.text("title")
    is_confirmed = table.flag("confirmed", default=True)
    note = table.text("note", "")
    entries: dict[str, Code] = {}
    for row in table.tables("codes"):
        entry = _code(row, is_confirmed=is_confirmed, note=note)
        if entry.code in entries or not _CODE.fullmatch(entry.code):
            row.fail("value", "code")
        entries[entry.code] = entry
    if not entries:
        table.fail("missing", "codes")
    table.close()
    return CodeList(name=name, title=title, entries=tuple(entries.values()))


def _code(row: Table, *, is_confirmed: bool, note: str) -> Code:
    entry = Code(
        code=row.text("code"),
        label=row.text("label"),
        group=row.text("group", ""),
        letter=row.text("letter", ""),
        is_confirmed=row.flag("confirmed", default=is_confirmed),
        note=row.text("note", note),
    )
    row.close()
    return entry
