"""Services outside Yarrow that a referral may go to, and what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import resources
from app.forms.lists import load_list
from app.forms.tables import Table, read_toml

PLACES = "outside_places"


@dataclass(frozen=True, slots=True)
class OutsidePlace:
    """A service: its code and name, the code under which agreement to tell it is asked, and what
    is known of it. `has_advocates` says that a referral there meets
    the wish for one. `is_confirmed` tells whether a source was seen; `note` what is not certain.
    """

    code: str
    name: str
    group: str
    recipient: str
    area: str = ""
    phone: str = ""
    hours: str = ""
    is_confirmed: bool = True
    note: str = ""
    has_advocates: bool = False


@cache
def outside_places() -> dict[str, OutsidePlace]:
    """All of them by code, in order; raises Refused `form.definition_...` if the file is broken."""
    table = read_toml(resources.read_text("directory/outside.toml"), source="directory/outside")
    table.text("title")
    places = {place.code: place for place in map(_place, table.tables("places"))}
    table.close()
    if tuple(places) != load_list(PLACES).codes:
        table.fail("unknown_name", "places")
    return places


def _place(row: Table) -> OutsidePlace:
    code, recipient = row.text("code"), row.text("recipient")
    entry = next((each for each in load_list(PLACES).entries if each.code == code), None)
    if entry is None or recipient not in load_list("recipients").codes:
        row.fail("unknown_name", "code")
    place = OutsidePlace(
        code=code,
        name=entry.label,
        group=entry.group,
        recipient=recipient,
        area=row.text("area", ""),
        phone=row.text("phone", ""),
        hours=row.text("hours", ""),
        is_confirmed=row.flag("confirmed", default=True),
        note=row.text("note", ""),
        has_advocates=row.flag("advocates", default=False),
    )
    row.close()
    return place
