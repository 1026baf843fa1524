"""What may leave the program: a pass for exactly these bytes, and what to look for in them.

Only the gate (`app.usecases.leaving`) makes passes, and whatever writes, prints, copies or seals
something readable asks for one; a test reads the source for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from app.domain.nhs_number import read_nhs_number
from app.errors import Refused

MOST_SIGNS = 2_000_000
_MOST_EACH = 20
_SAFE = "refuge|safe[ -]house|women[’']?s aid"
_STREETS = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Close|Drive|Way|Court|Crescent|Terrace|Place|Gardens"
    "|Grove|Hill|Square|Walk|Row|Mews|Park|House|Flats"
)
# Each repeat has an end, so that no text however made takes long.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("phone", re.compile(r"(?<![\d+])(?:\+\d{1,3}|0)(?:[ \u00a0().-]{0,3}\d){8,13}(?!\d)")),
    ("postcode", re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? {0,2}\d[A-Z]{2}\b", re.IGNORECASE)),
    ("email", re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")),
    (
        "address",
        re.compile(rf"\b\d{{1,4}}[a-z]?,? (?:[A-Z][\w’'-]{{1,30}} ){{1,3}}(?:{_STREETS})\b"),
    ),
    ("refuge", re.compile(rf"(?:[A-Z][\w’'-]{{1,30}} ){{0,3}}(?i:{_SAFE})\b")),
    ("code_word", re.compile(r"(?i:\b(?:code|safe) ?word\b.{0,40})")),
)
_TEN_DIGITS = re.compile(r"(?<!\d)\d{3}[ \u00a0-]?\d{3}[ \u00a0-]?\d{4}(?!\d)")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Known:
    """What this vault knows that a recipient must not learn by chance.

    `words` are pairs of a code of `leaving_findings` and what to look for as whole words, in any
    case and spacing. `own` is what may stand there: the NHS number of whom it is about.
    """

    words: tuple[tuple[str, str], ...] = ()
    own: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in a text that a person has to judge: its kind, and the words themselves."""

    what: str
    words: str


def look(text: str, known: Known) -> tuple[Finding, ...]:
    """What in a text may give somebody away, each once, at most 20 of a kind.

    It finds what has the shape of a number or address and what the vault knows; that it finds
    nothing proves nothing. Of a text of more than `MOST_SIGNS` it says that it was not read whole.
    """
    unread = [Finding("unread", "")] if len(text) > MOST_SIGNS else []
    text = text[:MOST_SIGNS]
    found = [*unread, *_by_shape(text), *_nhs_numbers(text, known), *_by_knowledge(text, known)]
    kept: dict[Finding, None] = {}
    counts: dict[str, int] = {}
    for finding in found:
        if finding not in kept and counts.get(finding.what, 0) < _MOST_EACH:
            kept[finding] = None
            counts[finding.what] = counts.get(finding.what, 0) + 1
    return tuple(kept)


def counted(findings: Iterable[Finding]) -> dict[str, int]:
    """How many there are of each kind."""
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.what] = counts.get(finding.what, 0) + 1
    return counts


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


def _by_shape(text: str) -> Iterator[Finding]:
    lines = " ".join(text.split())
    for what, pattern in _PATTERNS:
        for match in pattern.finditer(lines):
            yield Finding(what, match[0].strip())


def _nhs_numbers(text: str, known: Known) -> Iterator[Finding]:
    for match in _TEN_DIGITS.finditer(text):
        number = read_nhs_number(match[0])
        if number is not None and number not in known.own:
            yield Finding("nhs_number", number)


def _by_knowledge(text: str, known: Known) -> Iterator[Finding]:
    words = _spaced(text)
    for what, sought in known.words:
        spaced = _spaced(sought)
        if spaced.strip() and spaced in words:
            yield Finding(what, sought)


def _spaced(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "
