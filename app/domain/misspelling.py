"""Words that may be a known word written wrongly: found by leaving letters out of both.

Two words one slip apart (a letter wrong, missing, too many or swapped with its neighbour) are
equal once a letter is left out of each. So a word is looked up in as many steps as it has
letters, whatever the number of known words: a text of any length ends in bounded time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_SHORTEST, _LONG, _LONGEST = 3, 8, 24


class Misspelt:
    """Known words, for looking up what a written one may stand for."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_rest: dict[str, list[str]] = {}
        for word in set(words):
            if not _SHORTEST <= len(word) <= _LONGEST:
                continue
            for rest in _rests(word):
                self._by_rest.setdefault(rest, []).append(word)

    def meant(self, written: str) -> tuple[str, ...]:
        """The known words that this may be: itself, or up to one slip away, two in long words."""
        if not _SHORTEST <= len(written) <= _LONGEST:
            return ()
        found = {word for rest in _rests(written) for word in self._by_rest.get(rest, ())}
        return tuple(sorted(word for word in found if is_near(word, written)))


def is_near(known: str, written: str) -> bool:
    """Whether a slip lies between them, or two where both are long and begin alike."""
    allowed = 2 if min(len(known), len(written)) >= _LONG and known[0] == written[0] else 1
    return slips(known, written) <= allowed


def slips(first: str, second: str) -> int:
    """Letters wrong, missing, too many, or swapped with their neighbour, between two words."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, one in enumerate(first, start=1):
        before, last, row = row, before, [i]
        for j, other in enumerate(second, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one != other))
            is_swap = i > 1 and j > 1 and one == second[j - 2] and first[i - 2] == other
            row.append(min(cost, last[j - 2] + 1) if is_swap else cost)
    return row[-1]


def _rests(word: str) -> Iterator[str]:
    """What is left of a word without a letter, of a long one without two; the word first."""
    yield word
    for i in range(len(word)):
        rest = word[:i] + word[i + 1 :]
        yield rest
        if len(word) >= _LONG:
            yield from (rest[:j] + rest[j + 1 :] for j in range(i, len(rest)))
