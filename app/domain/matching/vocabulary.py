"""The words that occur in names, and those among them that a typed word may stand for."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from app.domain.matching.sound import sound_of

Nicknames = Mapping[str, frozenset[str]]
"""For each short or familiar name the names that it may stand for, and the other way round."""

NICKNAME, SOUND = 0.93, 0.9
_BEGINNING = 0.86
_LEAST_BEGINNING = 2
_LEAST_LETTERS = 4
_LEAST_LIKE = 0.72
_MOST_NEAR = 80


class Vocabulary:
    """The words of all names with who has them; people are known by their row numbers."""

    def __init__(self, nicknames: Nicknames) -> None:
        self._nicknames = nicknames
        self._who: defaultdict[str, set[int]] = defaultdict(set)
        self._by_sound: defaultdict[str, set[str]] = defaultdict(set)
        self._sorted: list[str] = []
        self._is_sorted = True

    def add(self, word: str, who: int) -> None:
        """Somebody has this word in a name."""
        if word not in self._who:
            self._by_sound[sound_of(word)].add(word)
            self._is_sorted = False
        self._who[word].add(who)

    def drop(self, word: str, who: int) -> None:
        """Somebody has it no longer."""
        having = self._who[word]
        having.discard(who)
        if not having:
            del self._who[word]
            self._by_sound[sound_of(word)].discard(word)
            self._is_sorted = False

    def having(self, word: str) -> Collection[int]:
        """Who has this word."""
        return self._who.get(word, ())

    def near(self, word: str, *, is_open: bool) -> dict[str, float]:
        """The words that a typed one may stand for, with how near each is, at most 1.

        `is_open` says that it may be the beginning of one.
        """
        near: dict[str, float] = {}
        for like, other in self._near(word, is_open=is_open):
            if near.get(other, 0.0) < like:
                near[other] = like
        return near

    def _near(self, word: str, *, is_open: bool) -> Iterator[tuple[float, str]]:
        if word in self._who:
            yield 1.0, word
        if is_open and len(word) >= _LEAST_BEGINNING:
            for other in self._beginning_with(word):
                yield _BEGINNING + (1 - _BEGINNING) * len(word) / len(other), other
        yield from ((NICKNAME, each) for each in self._nicknames.get(word, ()) if each in self._who)
        sound = sound_of(word)
        if sound:
            yield from ((_sounding(word, each), each) for each in self._by_sound.get(sound, ()))
        if len(word) >= _LEAST_LETTERS:
            yield from self._written_nearly(word)

    def _written_nearly(self, word: str) -> Iterator[tuple[float, str]]:
        for other, like, _ in process.extract(
            word,
            self._in_order(),
            scorer=OSA.normalized_similarity,
            score_cutoff=_LEAST_LIKE,
            limit=_MOST_NEAR,
        ):
            yield like, other

    def _beginning_with(self, word: str) -> Iterable[str]:
        words = self._in_order()
        start = bisect_left(words, word)
        end = bisect_left(words, word + "\U0010ffff")
        return words[start:end]

    def _in_order(self) -> list[str]:
        if not self._is_sorted:
            self._sorted = sorted(self._who)
            self._is_sorted = True
        return self._sorted


def _sounding(word: str, other: str) -> float:
    """Two words of one sound are the nearer the more alike they are written."""
    return SOUND - 0.1 * (1 - OSA.normalized_similarity(word, other))
