"""How a name sounds, roughly, whoever wrote it down: the spellings of one name give one key.

It is made for names from many languages written in English letters, where letters are doubled,
vowels and silent letters change, and one sound has several spellings.
"""

from __future__ import annotations

import re
from functools import lru_cache

from app.domain.matching.names import is_latin

_LONGEST = 8
_FEWEST_LETTERS = 3
# In this order, each over the whole word.
_RULES = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("^(mac|mc)(?=[^aeiouy])", "mk"),
        ("^(kn|gn|pn)", "n"),
        ("^wr", "r"),
        ("^ps", "s"),
        ("^x", "s"),
        ("tch|cz|tsch", "ch"),
        ("sch|sh|sz|zh", "s"),
        ("ght", "t"),
        ("ough|augh", "o"),
        ("ph", "f"),
        ("gh", "g"),
        ("([td])h", r"\1"),
        ("([bgk])h", r"\1"),
        ("ck|q", "k"),
        ("c(?=[eiy])", "s"),
        ("c(?!h)", "k"),
        ("x", "ks"),
        ("z", "s"),
        ("g(?=[eiy])", "j"),
        ("dj|dg", "j"),
        ("^w", "v"),
        ("wh", "v"),
    )
]
_DOUBLED = re.compile(r"(.)\1+")
_SILENT = re.compile("[aeiouyhw]")


@lru_cache(maxsize=65_536)
def sound_of(word: str) -> str:
    """The key of one word; empty where its letters say too little or are not a to z."""
    if len(word) < _FEWEST_LETTERS or not is_latin(word):
        return ""
    for pattern, sound in _RULES:
        word = pattern.sub(sound, word)
    word = _DOUBLED.sub(r"\1", word)
    first = "a" if word[0] in "aeiouy" else word[0]
    rest = _SILENT.sub("", word[1:].replace("ch", "C"))
    return (first + rest)[:_LONGEST]
