"""Telephone numbers and e-mail addresses in a text, however they are written."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

_GAP = r"[\s().,_/\\-]{0,3}"
_NUMBER = re.compile(rf"(?<![\d+])(?:\+\d{{1,3}}|0)(?:{_GAP}\d){{8,13}}(?!\d)")
_WITHOUT_ZERO = re.compile(r"(?<![\d+])7\d{3}[\s-]?\d{3}[\s-]?\d{3}(?!\d)")
_DAY = re.compile(
    r"(?<!\d)(?<!\d[./-])(?:[0-3]?\d([./-])[01]?\d\1(?:19|20)?\d\d|(?:19|20)\d\d-[01]\d-[0-3]\d)"
    r"(?![./-]?\d)|\b[0-2]?\d:[0-5]\d(?::[0-5]\d)?\b"
)
_LETTER_O = re.compile(r"(?<![^\W_])(?=[oO]*\d)[oO\d]{2,16}(?![^\W_])")
_UNITS = {
    **dict.fromkeys(("zero", "oh", "o", "nought", "naught", "nil"), "0"),
    **{
        word: str(digit)
        for digit, word in enumerate(
            ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), start=1
        )
    },
}
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_NOUGHTS = {"hundred": "00", "thousand": "000"}
_WORD = rf"(?:{'|'.join((*_UNITS, *_TIMES, *_NOUGHTS))}|\d{{1,6}})"
_SPOKEN = re.compile(rf"\b{_WORD}(?:[\s,.-]{{1,3}}{_WORD}){{5,30}}\b", re.IGNORECASE)
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\s?[\[(]at[\])]\s?)[\w-]{1,63}"
    r"(?:(?:\.|\s?[\[(]dot[\])]\s?)[\w-]{1,63}){1,4}"
)
_COUNTED = re.compile(
    r"\b(?:ref|reference|order|batch|job|accession|serial|invoice|barcode|fp10|lot)\b[^.\n]{0,4}"
    r"(?:no|number|code)?[.:#\s]{0,3}\Z",
    re.IGNORECASE,
)
_FEWEST, _MOST = 10, 11
_ABROAD = range(9, 15)
# Numbers that begin so belong to services, never to one person's home.
_PUBLIC = ("03", "08", "05", "09")


def numbers(text: str) -> Iterator[tuple[str, str, int]]:
    """Each number as it is written, as digits with a leading 0 (or +), and where it begins."""
    bare = _LETTER_O.sub(
        lambda match: match[0].replace("o", "0").replace("O", "0"), without_days(text)
    )
    told: set[int] = set()
    for pattern in (_NUMBER, _WITHOUT_ZERO):
        for match in pattern.finditer(bare):
            digits = as_digits(match[0])
            if digits and match.end() not in told and not is_a_count(bare, match.start()):
                yield text[match.start() : match.end()].strip(), digits, match.start()
                told.add(match.end())
    for match in _SPOKEN.finditer(text):
        written = match[0]
        if any(each.isalpha() for each in written) and (digits := as_digits(_heard(written))):
            yield written, digits, match.start()


def emails(text: str, domains: Collection[str]) -> Iterator[str]:
    """Each e-mail address that is not at one of these domains of services, or below one."""
    for match in _EMAIL.finditer(text):
        place = match[0].casefold().rpartition("@")[2]
        if not any(place == each or place.endswith("." + each) for each in domains):
            yield match[0].strip()


def without_days(text: str) -> str:
    """The text without days and times of day, which are digits with signs between, too."""
    return _DAY.sub(lambda match: "#" * len(match[0]), text)


def is_a_count(text: str, place: int) -> bool:
    """Whether a number that begins here is said to be one of an order, a batch or the like."""
    return _COUNTED.search(text[max(0, place - 40) : place]) is not None


def as_digits(written: str) -> str:
    """A telephone number as digits, `0...` for one of this country; empty for what is none."""
    digits = "".join(each for each in written if each.isdigit())
    is_abroad = "+" in written or digits.startswith("00")
    digits = digits.removeprefix("00")
    if is_abroad and not digits.startswith("44"):
        return "+" + digits if len(digits) in _ABROAD and not digits.startswith("0") else ""
    if is_abroad:
        digits = "0" + digits[2:].removeprefix("0")
    if digits.startswith("7") and len(digits) == _FEWEST:
        digits = "0" + digits
    is_one = _FEWEST <= len(digits) <= _MOST and digits[0] == "0" and digits[1] not in "046"
    return digits if is_one else ""


def is_public(digits: str) -> bool:
    """Whether a number is of a range that only services have, such as 0808 or 0300."""
    return digits.startswith(_PUBLIC)


def _heard(spoken: str) -> str:
    """The digits of a number said in words: “oh double seven, nine hundred”."""
    heard, times = [], 1
    for word in re.split(r"[\s,.-]+", spoken.casefold()):
        if word in _TIMES:
            times = _TIMES[word]
            continue
        heard.append((_UNITS.get(word) or _NOUGHTS.get(word) or word) * times)
        times = 1
    return "".join(heard)
