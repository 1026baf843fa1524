"""Which column of a spreadsheet answers which question, as a file or a screen says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.errors import Refused
from app.forms.tables import Table, read_toml

ORDERS = ("dmy", "mdy", "ymd")
_KINDS = ("identification", "note", "referral")
_NO_SEPARATORS = ("\n", "\r", '"', " ")
"""What ends a row, quotes a cell, or stands in every name; no separator at all is found out."""
Columns = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportMap:
    """What each row becomes.

    `person` and `fields` give for each answer its columns, joined by a space where there are
    several; `constants` are answers that hold for every row. `words` are, for each answer, the
    file's own words (in lower case) for its codes. `key` are the columns that tell a row from every
    other; without any the whole row does.
    """

    kind: str
    person: Mapping[str, Columns]
    fields: Mapping[str, Columns]
    constants: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    key: Columns = ()
    order: str = "dmy"
    encoding: str = ""
    separator: str = ""

    @property
    def columns(self) -> frozenset[str]:
        """Every heading that it needs."""
        named = (*self.person.values(), *self.fields.values(), self.key)
        return frozenset(column for columns in named for column in columns)


def parse_map(text: str) -> ImportMap:
    """The map that a TOML file says.

    Raises Refused `importing.map_value` or `form.definition_...` if it is broken.
    """
    table = read_toml(text, source="import map")
    kind, order = table.text("kind"), table.text("dates", "dmy")
    for key, value, taken in (("kind", kind, _KINDS), ("dates", order, ORDERS)):
        if value not in taken:
            raise Refused("importing.map_value", key=key, taken=", ".join(taken))
    separator = table.text("separator", "")
    if len(separator) > 1 or separator in _NO_SEPARATORS:
        table.fail("value", "separator")
    found = ImportMap(
        kind=kind,
        person=_columns(table.table("person")),
        fields=_columns(table.table("fields")),
        constants=_texts(table.table("constants")),
        words={name: _texts(each) for name, each in table.named("words").items()},
        key=table.texts("key"),
        order=order,
        encoding=table.text("encoding", ""),
        separator=separator,
    )
    table.close()
    return found


def _columns(table: Table | None) -> dict[str, Columns]:
    if table is None:
        return {}
    found = {}
    for key in table.left():
        found[key] = table.text_or_texts(key)
    table.close()
    return found


def _texts(table: Table | None) -> dict[str, str]:
    if table is None:
        return {}
    found = {key.casefold(): table.text(key) for key in table.left()}
    table.close()
    return found
