"""The names of hospitals and practices by their ODS codes, old codes among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

import resources
from app.domain.ods import OdsShape, ods_shape, read_ods_code
from app.forms.tables import Table, read_toml


@dataclass(frozen=True, slots=True)
class Place:
    """A trust, one of its sites or a practice, under one code.

    `trust` is the code of the trust it belongs to, empty for a trust or practice itself. Dates
    are the first and last day of the code, None where it has none; `successor` is the code that
    came after. `is_confirmed` tells whether a source was seen, `note` what is not certain.
    """

    code: str
    name: str
    trust: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str = ""
    is_confirmed: bool = True
    note: str = ""

    def is_valid_on(self, day: date) -> bool:
        """Whether the code was in use on a day."""
        return not (
            (self.valid_from is not None and day < self.valid_from)
            or (self.valid_to is not None and day > self.valid_to)
        )


class Directory:
    """Places by code. A code it has not is kept in records all the same, and marked."""

    def __init__(self, *, trusts: tuple[Place, ...], sites: tuple[Place, ...]) -> None:
        self.trusts = trusts
        self.sites = sites
        self._by_code = {place.code: place for place in (*trusts, *sites)}

    def is_known(self, code: str) -> bool:
        """Whether the directory has this code, in use or not."""
        return code in self._by_code

    def place(self, code: str) -> Place | None:
        """What stands under a code, or None."""
        return self._by_code.get(code)

    def name(self, code: str) -> str:
        """The name for a code; an unknown code stands for itself and says so."""
        place = self._by_code.get(code)
        return f"{code} (code not known)" if place is None else place.name

    def in_use(self, code: str, day: date) -> str:
        """What a place goes by on a day: where its code has ended, the one said to come after."""
        met = set[str]()
        while code not in met:
            met.add(code)
            place = self._by_code.get(code)
            if place is None or not place.successor or place.is_valid_on(day):
                break
            code = place.successor
        return code

    def codes_by_name(self) -> dict[str, str]:
        """The code of each site by its name in lower case, where one alone has that name.

        Of several those that have not ended go first.
        """
        found: dict[str, list[Place]] = {}
        for each in self.sites:
            found.setdefault(each.name.casefold(), []).append(each)
        left = {
            name: [each for each in places if each.valid_to is None] or places
            for name, places in found.items()
        }
        return {name: places[0].code for name, places in left.items() if len(places) == 1}

    def sites_on(self, day: date) -> tuple[Place, ...]:
        """The sites and practices whose codes are in use on a day, in the directory's order."""
        return tuple(site for site in self.sites if site.is_valid_on(day))


_own: list[Place] = []


def put_in_force(places: Iterable[Place]) -> None:
    """Let a team's own places be known from now on, each instead of one with the same code."""
    _own[:] = places
    known_places.cache_clear()


@cache
def known_places(*, training: bool) -> Directory:
    """The places that are known: a team's own over those shipped, new ones last."""
    shipped = shipped_directory(training=training)
    own = {place.code: place for place in _own}
    if not own:
        return shipped

    def merged(places: tuple[Place, ...], *, is_trust: bool) -> tuple[Place, ...]:
        kept = {place.code: own.get(place.code, place) for place in places}
        new = {code: each for code, each in own.items() if shipped.place(code) is None}
        fits = {code: each for code, each in new.items() if _is_trust(each) == is_trust}
        return tuple((kept | fits).values())

    return Directory(
        trusts=merged(shipped.trusts, is_trust=True), sites=merged(shipped.sites, is_trust=False)
    )


def _is_trust(place: Place) -> bool:
    return not place.trust and ods_shape(place.code) is OdsShape.TRUST


@cache
def shipped_directory(*, training: bool) -> Directory:
    """The directory that is shipped; a training vault also knows the made-up places, and first.

    Raises Refused `form.definition_...` if a file is broken.
    """
    names = ("training", "essex") if training else ("essex",)
    read = [parse_directory(resources.read_text(f"directory/{n}.toml"), name=n) for n in names]
    return Directory(
        trusts=tuple(place for part in read for place in part.trusts),
        sites=tuple(place for part in read for place in part.sites),
    )


def parse_directory(text: str, *, name: str) -> Directory:
    """A directory from its TOML, checked: codes of the right shape, once, with known trusts."""
    table = read_toml(text, source=f"directory/{name}")
    table.text("title")
    places: dict[str, Place] = {}
    trusts = tuple(_place(row, places) for row in table.tables("trusts"))
    sites = tuple(_place(row, places) for row in table.tables("sites"))
    table.close()
    for place in places.values():
        if {place.trust, place.successor} - places.keys() - {""}:
            table.fail("unknown_name", place.code)
    return Directory(trusts=trusts, sites=sites)


def _place(row: Table, places: dict[str, Place]) -> Place:
    place = Place(
        code=row.text("code"),
        name=row.text("name"),
        trust=row.text("trust", ""),
        valid_from=row.day("valid_from"),
        valid_to=row.day("valid_to"),
        successor=row.text("successor", ""),
        is_confirmed=row.flag("confirmed", default=True),
        note=row.text("note", ""),
    )
    if place.code in places or read_ods_code(place.code) != place.code:
        row.fail("value", "code")
    row.close()
    places[place.code] = place
    return place
