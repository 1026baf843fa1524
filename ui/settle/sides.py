"""The versions of a clash as two sides and more, compared, and where one version may begin."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.careful import Order, agreed, order_of
from app.domain.clashes import Clash
from app.domain.contact import agreed_point
from app.domain.encoding import Value, encode
from app.domain.masking import masks
from app.domain.merging import AWAY
from app.domain.records import Version
from app.forms.definition import Kind
from app.forms.stored_words import field_of
from ui.settle.differences import Differences, Joined, differences, joined
from ui.settle.wording import value_words

MOST_JOINED = 6_000
"""Longer texts than this are not put together; what is typed begins with nothing."""
_CHOSEN = (Kind.CHOICE, Kind.FOUR_STATE)


class Third(StrEnum):
    """How one version of its own is written: typed, chosen, ticked for each recipient, put
    together from the rules of a contact point, or not.
    """

    TEXT = "text"
    CHOICE = "choice"
    AGREEMENT = "agreement"
    CONTACT = "contact"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Side:
    """One value with everybody who wrote it, and its words."""

    value: Value
    versions: tuple[Version, ...]
    words: str

    @property
    def is_here(self) -> bool:
        """Whether it was written on this PC."""
        return any(version.is_here for version in self.versions)

    @property
    def latest(self) -> Version:
        """The version of the last who wrote it."""
        return max(self.versions, key=lambda version: (version.at_ms, version.change))


@dataclass(frozen=True, slots=True)
class Begun:
    """What one version begins with: the careful side, or a text made of both.

    `joined` says which words came from whom, `is_careful` that it is what all versions allow,
    `is_too_long` that the versions are longer than is put together here.
    """

    value: Value
    joined: Joined | None = None
    is_careful: bool = False
    is_too_long: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """The sides of a clash, this PC's first; `marks` has each with its difference to the first.

    The first has its own to the second.
    """

    key: str
    heads: tuple[bytes, ...]
    sides: tuple[Side, ...]
    marks: tuple[Differences, ...]
    third: Third
    begun: Begun


def compare(clash: Clash) -> Compared:
    """Compare all of it; takes long for long texts, so not on the thread of the screen."""
    sides = sides_of(clash)
    first = sides[0]
    marks = tuple(differences(first.words, side.words) for side in sides[1:])
    third = third_of(clash)
    whole = (marks[0], *marks) if marks else ()
    return Compared(clash.key, clash.heads, sides, whole, third, begin(clash, sides, third))


def sides_of(clash: Clash) -> tuple[Side, ...]:
    """Equal values are one side; what was written on this PC stands first, then by clock."""
    groups: dict[bytes, list[Version]] = {}
    for version in sorted(clash.versions, key=lambda each: (each.at_ms, each.change)):
        groups.setdefault(encode(version.value), []).append(version)
    sides = [
        Side(each[0].value, tuple(each), value_words(clash, each[0].value))
        for each in groups.values()
    ]
    return tuple(sorted(sides, key=lambda side: not side.is_here))


def third_of(clash: Clash) -> Third:
    """How a version of its own is written for this field."""
    if clash.field == AWAY:
        return Third.TEXT
    asked = field_of(clash.record.kind, clash.field)
    if asked is None:
        is_text = all(value is None or isinstance(value, str) for value in clash.values)
        return Third.TEXT if is_text and order_of(clash.field) is None else Third.NONE
    if asked.kind in _CHOSEN:
        return Third.CHOICE
    if asked.kind is Kind.MAP:
        return Third.AGREEMENT
    if asked.kind is Kind.GROUP:
        return Third.CONTACT if clash.holds_contact else Third.NONE
    if masks(clash.record.kind, clash.field):
        return Third.NONE  # what it says is seen where it is opened with a reason
    is_none = asked.kind in (Kind.CHOICES, Kind.LINES, Kind.RECORD_ID)
    return Third.NONE if is_none else Third.TEXT


def begin(clash: Clash, sides: tuple[Side, ...], third: Third) -> Begun:
    """Where one version begins: with the more careful parts, and with nothing left out."""
    shown = clash.shown
    if third is Third.CONTACT:
        return Begun(agreed_point(clash.values), is_careful=True)
    if third is Third.AGREEMENT and order_of(clash.field) is Order.PERMISSION:
        return Begun(agreed(clash.values), is_careful=True)
    if third is not Third.TEXT or len(sides) != 2:
        return Begun(shown, is_careful=clash.has_careful_side)
    words = [side.value for side in sides]
    if not all(isinstance(each, str) for each in words):
        return Begun(next((each for each in words if each is not None), None))
    if sum(len(str(each)) for each in words) > MOST_JOINED:
        return Begun(None, is_too_long=True)
    text = joined(str(words[0]), str(words[1]), prefers_left=encode(words[0]) == encode(shown))
    return Begun(text.text, text)
