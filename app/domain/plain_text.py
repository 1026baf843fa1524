"""A text as the check before leaving reads it: one spelling of each sign, a portion at a time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

PORTION, OVERLAP = 12_000, 240
_INVISIBLE = dict.fromkeys(
    (0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F)), None
)
_ONE_SPELLING = {ord(each): "-" for each in "‐‑‒–—―−"} | {ord(each): "'" for each in "’‘ʼ`´"}
_SIGNS = {**_INVISIBLE, **_ONE_SPELLING}
_BROKEN_WORD = re.compile(r"(?<=\w)-[ \t]*\n[ \t]*(?=\w)")
_BLANKS, _LINES = re.compile(r"[^\S\n]+"), re.compile(r" ?\n[\s]*")


def plain(text: str) -> str:
    """The text with signs that look alike made alike, invisible ones gone, broken words joined.

    Lines stay lines; blanks and empty lines between are one.
    """
    text = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    text = _BROKEN_WORD.sub("", text.replace("\r", "\n"))
    return _LINES.sub("\n", _BLANKS.sub(" ", text))


def without_marks(word: str) -> str:
    """A word in small letters without accents and apostrophes, as names are compared."""
    if word.isascii():
        return word.replace("'", "").lower()
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(each for each in parts if not unicodedata.combining(each) and each != "'")


def portions(text: str) -> Iterator[str]:
    """The text in parts that overlap, so that no single look at it holds up another thread.

    A part ends at a line or blank where there is one.
    """
    start = 0
    while start < len(text):
        end = min(start + PORTION, len(text))
        if end < len(text):
            broken = max(
                text.rfind("\n", start + PORTION // 2, end), text.rfind(" ", end - 99, end)
            )
            end = broken if broken > start else end
        yield text[start:end]
        start = end if end == len(text) else max(end - OVERLAP, start + 1)
