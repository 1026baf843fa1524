"""Names as they are compared: without capitals, accents, marks and titles."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_SEVERAL, _SHORT = 3, 3
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr"})
_APOSTROPHES = re.compile("['`´‘’ʼ]")
_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)
_WORD = re.compile(r"[^\W\d_]+")
_AS_IT_IS = re.compile("[a-z]+")


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in their order; of one made of titles alone all of them."""
    low = name.lower()
    if not low.isascii():
        parts = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
        low = "".join(sign for sign in parts if not unicodedata.combining(sign))
    words = tuple(_WORD.findall(_APOSTROPHES.sub("", low)))
    return tuple(word for word in words if word not in _TITLES) or words


def with_joined(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words, and neighbours that may be written as one: `anne marie`, `mac lennox`.

    A given and a family name are not: that would double the words there are to compare.
    """
    if len(words) < _SEVERAL and not (len(words) > 1 and len(words[0]) <= _SHORT):
        return words
    return words + tuple(first + second for first, second in pairwise(words))


def is_latin(word: str) -> bool:
    """Whether a word has only the letters a to z."""
    return _AS_IT_IS.fullmatch(word) is not None
