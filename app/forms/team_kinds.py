"""What a team that is introduced to ours may be, and as which recipient people agree to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import resources
from app.forms.lists import Code, load_list, shipped_list
from app.forms.tables import Table, read_toml

KINDS = "team_kinds"
_RECIPIENTS = "recipients"


@dataclass(frozen=True, slots=True)
class TeamKind:
    """A kind of team: its code, and the recipient under which agreement to tell it is asked.

    `first_from` are the kinds of place whose records are referred to such a team first.
    """

    code: str
    recipient: str
    has_advocates: bool = False
    first_from: frozenset[str] = frozenset()


@cache
def shipped_kinds() -> dict[str, TeamKind]:
    """The kinds that are shipped, by code; raises Refused `form.definition_...` if broken."""
    table = read_toml(resources.read_text("directory/team_kinds.toml"), source="directory/kinds")
    table.text("title")
    kinds = {kind.code: kind for kind in map(_kind, table.tables("kinds"))}
    table.close()
    return kinds


def team_kind(code: str) -> TeamKind | None:
    """What is known of a kind; one that a team added is the recipient of that code. Else None."""
    known = shipped_kinds().get(code)
    if known is None and code in load_list(_RECIPIENTS).codes:
        return TeamKind(code, code)
    return known


def kinds_beside(own_recipients: Iterable[Code]) -> tuple[Code, ...]:
    """The kinds that a team has beside those shipped: whoever it has added to who may be told."""
    known = {*shipped_kinds(), *shipped_list(_RECIPIENTS).codes}
    return tuple(each for each in own_recipients if each.code not in known)


def _kind(row: Table) -> TeamKind:
    kind = TeamKind(
        code=row.text("code"),
        recipient=row.text("recipient"),
        has_advocates=row.flag("advocates", default=False),
        first_from=frozenset(row.texts("first_from")),
    )
    places = load_list("setting_types").codes
    is_known = kind.recipient in load_list(_RECIPIENTS).codes and kind.first_from <= {*places}
    if kind.code not in load_list(KINDS).codes or not is_known:
        row.fail("unknown_name", "code")
    row.close()
    return kind
