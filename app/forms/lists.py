"""Lists of codes and the plain words that people see for them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import resources
from app.errors import NotFound
from app.forms.tables import Table, read_toml

_CODE = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Code:
    """One value that may be stored.

    `group` is the heading it stands under, `letter` the key that picks it. `is_confirmed` tells
    whether a source was seen for it; `note` says what is not certain. One that is not `is_offered`
    any more still has its words for what was recorded with it.
    """

    code: str
    label: str
    group: str = ""
    letter: str = ""
    is_confirmed: bool = True
    note: str = ""
    is_offered: bool = True


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

    @property
    def offered(self) -> tuple[Code, ...]:
        """What a person may choose from, in order."""
        return tuple(entry for entry in self.entries if entry.is_offered)

    def label(self, code: str) -> str:
        """The words for a code; a code of another version stands for itself."""
        return next((entry.label for entry in self.entries if entry.code == code), code)


_own_codes: dict[str, tuple[Code, ...]] = {}
_own_lists: dict[str, CodeList] = {}
_merged: dict[str, CodeList] = {}


def load_list(name: str) -> CodeList:
    """The list under this name: shipped or of a form pack, with what the team added to it.

    Raises NotFound `form.no_such_list`, or Refused `form.definition_...` if it is broken.
    """
    found = _merged.get(name)
    if found is None:
        found = _with_own(_own_lists[name] if name in _own_lists else shipped_list(name))
        _merged[name] = found
    return found


def put_in_force(
    codes: Mapping[str, tuple[Code, ...]], brought: Mapping[str, CodeList] | None = None
) -> None:
    """Let a team's own choices hold from now on, and lists that form packs bring.

    A code that is shipped keeps its place and takes the team's words; others follow.
    """
    _own_codes.clear()
    _own_codes.update(codes)
    _own_lists.clear()
    _own_lists.update(brought or {})
    _merged.clear()


def is_shipped(name: str) -> bool:
    """Whether a list of this name comes with the program."""
    return _CODE.fullmatch(name) is not None and f"{name}.toml" in resources.names("lists", ".toml")


def parse_list(text: str, *, name: str) -> CodeList:
    """A list from its TOML, checked; raises Refused `form.definition_...` if it is broken."""
    return list_of(read_toml(text, source=f"lists/{name}"), name=name)


def list_of(table: Table, *, name: str) -> CodeList:
    """The same for a list that was read, in a file with others."""
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


def is_code(text: str) -> bool:
    """Whether a text may be a code: small letters, digits and _, a letter first."""
    return _CODE.fullmatch(text) is not None


@cache
def shipped_list(name: str) -> CodeList:
    """The list as it is shipped, without what a team added; raises as `load_list` does."""
    if not is_shipped(name):
        raise NotFound("form.no_such_list", source=name)
    return parse_list(resources.read_text(f"lists/{name}.toml"), name=name)


def _with_own(shipped: CodeList) -> CodeList:
    own = {each.code: each for each in _own_codes.get(shipped.name, ())}
    if not own:
        return shipped
    entries = {each.code: own.get(each.code, each) for each in shipped.entries}
    return replace(shipped, entries=tuple((entries | own).values()))


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
