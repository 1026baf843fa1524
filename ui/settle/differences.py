"""Where two texts differ, word by word, and one text made of both."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

PieceKind = Literal["same", "only", "gap"]
_WORD = re.compile(r"\s*\S+(?:\s+\Z)?|\s+\Z")
_ENDS = (".", "!", "?")
_MOST_COMPARED = 4_000_000
"""Words of one times words of the other: beyond it what differs is shown as one piece."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words: in both texts, in this one only, or a gap where the other one has some."""

    kind: PieceKind
    text: str


@dataclass(frozen=True, slots=True)
class Differences:
    """The pieces of two texts, and in how many places they differ."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Taken:
    """Some words of a text made of both, and which of them had these alone."""

    text: str
    is_left: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """A text that leaves out nothing that one of two has alone; `taken` says what came from whom.

    Where both say different things it has the words of one.
    """

    text: str
    taken: tuple[Taken, ...]


def differences(left: str, right: str) -> Differences:
    """Compare by words. Takes long for long texts: not for the thread of the screen."""
    ones, others = _words(left), _words(right)
    pieces: tuple[list[Piece], list[Piece]] = ([], [])
    count = 0
    for tag, a, b, c, d in _steps(ones, others):
        if tag == "equal":
            for side, words in zip(pieces, (ones[a:b], others[c:d]), strict=True):
                side.append(Piece("same", "".join(words)))
            continue
        count += 1
        for side, words in zip(pieces, (ones[a:b], others[c:d]), strict=True):
            side.append(Piece("only", "".join(words)) if words else Piece("gap", ""))
    return Differences(tuple(pieces[0]), tuple(pieces[1]), count)


def joined(left: str, right: str, *, prefers_left: bool) -> Joined:
    """One text of two: what only one has is kept, what both have otherwise is taken from one."""
    ones, others = _words(left), _words(right)
    text = ""
    taken: list[Taken] = []
    for tag, a, b, c, d in _steps(ones, others):
        is_left = bool(ones[a:b]) and (prefers_left or not others[c:d])
        words = "".join(ones[a:b] if is_left or tag == "equal" else others[c:d])
        is_joined = text[-1:].strip() and words[:1].strip()
        text += f" {words}" if is_joined else words
        if tag != "equal" and words.strip():
            taken.append(Taken(words.strip(), is_left))
    return Joined(text.strip(), tuple(taken))


def spoken(pieces: Sequence[Piece], whose: str) -> str:
    """The pieces as a screen reader says them, each mark in words."""
    said = {"same": "{}", "only": f"[only {whose}: {{}}]", "gap": "[nothing here]"}
    return " ".join(said[piece.kind].format(piece.text.strip()) for piece in pieces)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


Step = tuple[str, int, int, int, int]


def _steps(left: Sequence[str], right: Sequence[str]) -> list[Step]:
    """What to do to make one list of words the other; blanks before a word do not count."""
    one, other = [word.strip() for word in left], [word.strip() for word in right]
    first = _equal_at_start(one, other)
    last = _equal_at_start(one[first:][::-1], other[first:][::-1])
    a, b = len(one) - last, len(other) - last
    middle = _apart(
        _smoothed(_compared(one[first:a], other[first:b])), one[first:a], other[first:b]
    )
    steps: list[Step] = [("equal", 0, first, 0, first)] if first else []
    steps += [(tag, i + first, j + first, k + first, n + first) for tag, i, j, k, n in middle]
    return [*steps, ("equal", a, len(one), b, len(other))] if last else steps


def _compared(one: Sequence[str], other: Sequence[str]) -> list[Step]:
    if len(one) * len(other) > _MOST_COMPARED:
        return [("replace", 0, len(one), 0, len(other))]
    return [*SequenceMatcher(None, one, other, autojunk=False).get_opcodes()]


def _smoothed(steps: Sequence[Step]) -> list[Step]:
    """A single word that happens to stand in both, between differences, is part of them."""
    found: list[Step] = []
    for number, (tag, a, b, c, d) in enumerate(steps):
        is_between = 0 < number < len(steps) - 1
        is_lost = tag == "equal" and b - a == 1 and is_between
        if found and found[-1][0] != "equal" and (is_lost or tag != "equal"):
            _, start, _, begin, _ = found[-1]
            found[-1] = (_tag(b - start, d - begin), start, b, begin, d)
        else:
            found.append((tag, a, b, c, d))
    return found


def _apart(steps: Sequence[Step], one: Sequence[str], other: Sequence[str]) -> Iterator[Step]:
    """Whole sentences against other whole sentences are two things, each said by one alone."""
    for tag, a, b, c, d in steps:
        is_whole = tag == "replace" and all(
            (start == 0 or words[start - 1][-1:] in _ENDS) and words[end - 1][-1:] in _ENDS
            for words, start, end in ((one, a, b), (other, c, d))
        )
        if is_whole and b - a > 2 and d - c > 2:
            yield "delete", a, b, c, c
            yield "insert", b, b, c, d
        else:
            yield tag, a, b, c, d


def _tag(ones: int, others: int) -> str:
    return "replace" if ones and others else "delete" if ones else "insert"


def _equal_at_start(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
