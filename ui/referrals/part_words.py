"""What goes with each part of a referral, in words, so that who ticks it sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from app.domain.encoding import Value
from app.domain.nhs_number import spaced
from app.forms import library
from app.forms.agreed import PAGE, Part, agreed
from app.forms.definition import Field, Kind, is_given
from app.forms.own_kinds import is_own_kind
from app.forms.stored_words import in_words
from ui.formats import moment, short_date

_LONGEST = 4_000
"""Who ticks a part reads all of it; only what fills screens is cut, and then the cut is told."""
_MASKED, _INJURY = "contact_point", "injury"
_COUNTED = {
    "child": ("1 child", "{} children"),
    "other_person": ("1 person", "{} people"),
    "confidant": ("1 who may or must not know", "{} who may or must not know"),
    "watched": ("what may be watched", "what may be watched"),
}

Single = Mapping[str, Mapping[str, Value]]
Several = Mapping[str, Sequence[Mapping[str, Value]]]


def part_words(
    single: Single, several: Several, *, now: datetime, place_name: Callable[[str], str]
) -> dict[str, str]:
    """The words of every part of which there is something; the others are left out."""
    said = _Saying(now, place_name)
    found = {part.code: said.part(part, single, several) for part in agreed().parts}
    return {code: words for code, words in found.items() if words}


@dataclass(frozen=True, slots=True)
class _Saying:
    """This moment and the names of places, that answers are worded with."""

    now: datetime
    place_name: Callable[[str], str]

    def part(self, part: Part, single: Single, several: Several) -> str:
        """All that goes with one part; what is cut says how much more goes."""
        of_one = [self.answers(k, single[k], part.fields[k]) for k in part.fields if k in single]
        of_many = [self.rows(k, several[k], part.fields[k]) for k in part.fields if k in several]
        of_many += [
            _pages(kind, several.get(PAGE, ())) for kind in part.fields if is_own_kind(kind)
        ]
        words = " · ".join(filter(None, (*of_one, *of_many)))
        more = len(words) - _LONGEST
        if more <= 0:
            return words
        return f"{words[:_LONGEST].rstrip()} … and {more} characters more, which go as well"

    def rows(self, kind: str, rows: Sequence[Mapping[str, Value]], names: Sequence[str]) -> str:
        """All that goes of an injury; of other records how many, and of whom."""
        if kind != _INJURY:
            return _rows(kind, rows)
        told = [self.answers(kind, row, names) for row in rows]
        return " · ".join(f"Injury {number}: {each}" for number, each in enumerate(told, 1))

    def answers(self, kind: str, answers: Mapping[str, Value], names: Sequence[str]) -> str:
        """The answers of one record."""
        form = library.latest(kind)
        asked = [(form.field(name), answers.get(name)) for name in names]
        told = [f"{f.label}: {self.value(f, v)}" for f, v in asked if f is not None and is_given(v)]
        return " · ".join(told)

    def value(self, field: Field, value: Value) -> str:
        """One answer; days and places as people say them."""
        if not isinstance(value, str):
            return in_words(value, field)
        try:
            if field.kind is Kind.ODS_CODE:
                return self.place_name(value)
            if field.kind is Kind.NHS_NUMBER:
                return spaced(value)
            if field.kind is Kind.DATE:
                return short_date(date.fromisoformat(value))
            if field.kind is Kind.DATETIME:
                at = datetime.fromisoformat(value).astimezone(self.now.tzinfo)
                return moment(at, now=self.now)
        except ValueError:
            return value
        return in_words(value, field)


def _pages(kind: str, rows: Sequence[Mapping[str, Value]]) -> str:
    """The pages of one form of a pack, as they go."""
    own = [row for row in rows if str(row.get("of_form")).partition("/")[0] == kind]
    return " · ".join(str(row.get("content")).replace("\n", " · ") for row in own)


def _rows(kind: str, rows: Sequence[Mapping[str, Value]]) -> str:
    """How many, and of whom; a number or an address is never drawn here."""
    if not rows:
        return ""
    if kind == _MASKED:
        return "1 way to reach them" if len(rows) == 1 else f"{len(rows)} ways to reach them"
    one, many = _COUNTED.get(kind, ("1 record", "{} records"))
    return one if len(rows) == 1 else many.format(len(rows))
