"""What may leave the program: a pass for exactly these bytes, and what to look for in them.

Only the gate (`app.usecases.leaving.gate`) makes passes, and whatever writes, prints, copies or
seals something readable asks for one; a test reads the source for both.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256

from app.domain import telephone, whereabouts
from app.domain.nhs_number import read_nhs_number
from app.domain.people_named import Named, People
from app.domain.plain_text import plain, portions, without_marks
from app.domain.services_named import without_services
from app.errors import Refused

MOST_SIGNS = 2_000_000
IN_TEXT, IN_NAME, IN_HIDDEN = "", "name", "hidden"
"""Where something was found: in the words, in the file's name, in what a file says of itself."""
_MOST_EACH = 20
_TAIL = 6
_TH = ("th", "st", "nd", "rd", *["th"] * 6)
_TEN_DIGITS = re.compile(r"(?<!\d)\d(?:[\s.\u00a0-]{0,2}\d){9}(?!\d)")
_TAILS = re.compile(r"(?<!\d)\d(?:[\s-]?\d){5,9}(?!\d)")
_WORD = re.compile(r"[^\W_]+")
_CODE = re.compile(whereabouts.POSTCODE, re.IGNORECASE)
_MADE_BY = re.compile(
    r"(?im)^(?:author|artist|owner|by|creator|last[ _]?modified[ _]?by|manager|byline|copyright)"
    r"[^:\n]{0,30}:\s*(?P<name>(?-i:[A-Z][a-z'-]+)(?:\s(?-i:[A-Z][a-z'-]+)){1,2})\s*$"
)


@dataclass(frozen=True)
class Known:
    """What this vault knows that a recipient must not learn by chance.

    `words` are pairs of a code of `leaving_findings` and what to look for as whole words, in any
    case and spacing; `numbers` the same for telephone numbers (digits). `own` and `own_names` are
    of whom it is about. `service_numbers` and `service_domains` may stand in any document;
    `short_names` and `ordinary` words help to tell a name from a word.
    """

    words: tuple[tuple[str, str], ...] = ()
    own: frozenset[str] = frozenset()
    people: tuple[Named, ...] = ()
    own_names: tuple[str, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    service_numbers: frozenset[str] = frozenset()
    service_domains: tuple[str, ...] = ()
    short_names: Mapping[str, Collection[str]] = field(default_factory=dict)
    ordinary: Collection[str] = frozenset()

    @cached_property
    def others(self) -> People:
        """Everyone to look for, made ready once."""
        return People(self.people, self.own_names, self.short_names, self.ordinary)

    @cached_property
    def themself(self) -> People:
        """Whom it is about, for what may name nobody."""
        about = [Named("themself", self.own_names, is_near=True)] if self.own_names else []
        return People(about, (), self.short_names, self.ordinary)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a person has to judge: its kind, the words themselves, and where."""

    what: str
    words: str
    place: str = IN_TEXT


def look(
    text: str, known: Known, *, name: str = "", hidden: str = "", is_about_nobody: bool = False
) -> tuple[Finding, ...]:
    """What in a text may give somebody away, each once, at most 20 of a kind.

    `name` is the file's, `hidden` what it says of itself (author, place, comments), a line each.
    With `is_about_nobody` also what names whom it is about. It finds what has the shape of a
    number or address and what the vault knows; that it finds nothing proves nothing. Of a text of
    more than `MOST_SIGNS` it says that it was not read whole.
    """
    unread = [Finding("unread", "")] if len(text) > MOST_SIGNS else []
    kept: dict[Finding, None] = dict.fromkeys(unread)
    counts: dict[str, int] = {}
    pieces = ((IN_NAME, name.replace("_", " ")), (IN_HIDDEN, hidden), (IN_TEXT, text))
    for place, piece in pieces:
        for portion in portions(piece[:MOST_SIGNS]):
            found = _in(plain(portion), known, is_about_nobody=is_about_nobody)
            made_by = _made_by(portion) if place == IN_HIDDEN else ()
            for what, words in (*found, *made_by):
                finding = Finding(what, words, place)
                is_told = what == "named" and any(each.words == words for each in kept)
                if finding not in kept and not is_told and counts.get(what, 0) < _MOST_EACH:
                    kept[finding] = None
                    counts[what] = counts.get(what, 0) + 1
    return tuple(kept)


def counted(findings: Iterable[Finding]) -> dict[str, int]:
    """How many there are of each kind."""
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.what] = counts.get(finding.what, 0) + 1
    return counts


def day_words(what: str, day: date) -> tuple[tuple[str, str], ...]:
    """The ways in which a day is written; dots, strokes and dashes between are all one."""
    month, nth = f"{day:%B}", _TH[day.day % 10] if day.day // 10 != 1 else "th"
    forms = [
        f"{day:%d/%m/%Y}",
        f"{day:%d/%m/%y}",
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day}/{day.month}/{day:%y}",
        day.isoformat(),
    ]
    for named in (month, month[:3]):
        forms += [f"{day.day} {named} {day.year}", f"{day.day}{nth} {named} {day.year}"]
    return tuple((what, form) for form in dict.fromkeys(forms))


def address_words(what: str, address: str) -> tuple[tuple[str, str], ...]:
    """The parts of a known address that give it away alone: its lines but for the town."""
    parts = [part.strip() for part in re.split(r"[,;\n]", plain(address))]
    first = [part for part in parts[:2] if len(part.split()) > 1]
    streets = [re.sub(r"^\d+\s?[a-zA-Z]?\s", "", part) for part in first]
    codes = [part for part in parts if re.fullmatch(whereabouts.POSTCODE, part, re.IGNORECASE)]
    kept = dict.fromkeys((*first, *(each for each in streets if " " in each), *codes))
    return tuple((what, part) for part in kept)


class Pass:
    """Leave to take exactly these bytes out of the program, once."""

    def __init__(self, digest: str) -> None:
        self._digest, self._is_spent = digest, False

    def spend(self, content: bytes) -> None:
        """Use it up; raises Refused `leaving.used` or `leaving.other_bytes`, and is then no more.

        `content` is all that leaves.
        """
        was_spent, self._is_spent = self._is_spent, True
        if was_spent:
            raise Refused("leaving.used")
        if sha256(content).hexdigest() != self._digest:
            raise Refused("leaving.other_bytes")


def _in(text: str, known: Known, *, is_about_nobody: bool) -> Iterator[tuple[str, str]]:
    yield from _numbers(text, known)
    yield from _nhs_numbers(text, known)
    yield from _by_knowledge(text, known)
    yield from (("email", each) for each in telephone.emails(text, known.service_domains))
    yield from whereabouts.places(without_services(text))
    yield from known.others.found(text)
    if is_about_nobody:
        yield from known.themself.found(text)
        yield from (("themself", each) for each in _ten_digits(text) if each in known.own)


def _numbers(text: str, known: Known) -> Iterator[tuple[str, str]]:
    sought = {digits: what for what, digits in known.numbers}
    tails = {digits[-_TAIL:]: what for what, digits in known.numbers if len(digits) > _TAIL}
    left = without_services(text)
    for written, digits, place in telephone.numbers(text):
        if digits in sought:
            yield sought[digits], written
        elif digits in known.service_numbers or telephone.is_public(digits):
            continue
        elif left[place : place + len(written)].strip():
            yield "phone", written
    for match in _TAILS.finditer(text) if tails else ():
        if what := tails.get(_digits(match[0])[-_TAIL:]):
            yield what, match[0]


def _nhs_numbers(text: str, known: Known) -> Iterator[tuple[str, str]]:
    yield from (("nhs_number", each) for each in _ten_digits(text) if each not in known.own)


def _ten_digits(text: str) -> Iterator[str]:
    text = telephone.without_days(text)
    for match in _TEN_DIGITS.finditer(text):
        number = read_nhs_number(_digits(match[0]))
        # One in eleven numbers of ten digits passes by chance; none is given that begins otherwise.
        if number is None or (match[0].isdigit() and number[0] not in "34679"):
            continue
        if not telephone.is_a_count(text, match.start()):
            yield number


def _by_knowledge(text: str, known: Known) -> Iterator[tuple[str, str]]:
    words, closed = _spaced(text), _digits_and_letters(text)
    for what, sought in known.words:
        spaced = _spaced(sought)
        is_code = _CODE.fullmatch(sought) is not None
        if spaced.strip() and (
            spaced in words or (is_code and _digits_and_letters(sought) in closed)
        ):
            yield what, sought


def _made_by(hidden: str) -> Iterator[tuple[str, str]]:
    """A person's name where a program writes who made a file."""
    yield from (("named", match["name"]) for match in _MADE_BY.finditer(hidden))


def _digits(written: str) -> str:
    return "".join(each for each in written if each.isdigit())


def _digits_and_letters(text: str) -> str:
    return "".join(_WORD.findall(text)).casefold()


def _spaced(text: str) -> str:
    return f" {' '.join(without_marks(each) for each in _WORD.findall(text))} "
