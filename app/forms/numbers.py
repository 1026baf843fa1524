"""Numbers to ring that are the same for everybody; what is local comes from the site file."""

from __future__ import annotations

from functools import cache

import resources
from app.forms.steps import Numbers
from app.forms.tables import read_toml

_own: dict[str, str] = {}


def own_numbers() -> Numbers:
    """A team's own numbers by key, as they are in force."""
    return dict(_own)


def put_in_force(numbers: Numbers) -> None:
    """Let a team's own numbers hold from now on."""
    found = dict(numbers)
    _own.clear()
    _own.update(found)


@cache
def shipped_numbers(*, training: bool) -> Numbers:
    """The shipped numbers by key; a training vault has made-up ones and never a real one.

    Raises Refused `form.definition_...` if the file is broken.
    """
    name = "training" if training else "national"
    table = read_toml(resources.read_text(f"numbers/{name}.toml"), source=f"numbers/{name}")
    table.text("title")
    found: dict[str, str] = {}
    for row in table.tables("numbers"):
        key = row.text("key")
        row.text("whose")
        found[key] = row.text("number")
        row.flag("confirmed", default=True)
        row.text("note", "")
        row.close()
    table.close()
    return found
