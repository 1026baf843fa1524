"""The people that this PC has files about, ready to be looked for by what was typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from math import log

from app.domain.matching.asked import Asked
from app.domain.matching.likeness import is_likely
from app.domain.matching.names import with_joined, words_of
from app.domain.matching.slips import EXACT, days_near, slips_of
from app.domain.matching.vocabulary import Nicknames, Vocabulary

LEAST = 0.6
_NUMBER_DIGITS = 10
_NAME_WEIGHT, _DAY_WEIGHT, _NUMBER_WEIGHT = 1.0, 0.9, 1.4
_UNKNOWN = 0.4
_YEAR = 0.7
_CLEAR_NAME = 0.9
_INITIAL = 0.8
_JOINED = 0.98
_PARTIAL = 0.9
_ORDER = 0.02
_COVER = 0.04


@dataclass(frozen=True, slots=True)
class Known:
    """Whom a file is about, as far as it can be compared: the words of each name there is."""

    subject: bytes
    names: tuple[tuple[str, ...], ...]
    day: date | None
    number: str
    reference: str

    @property
    def words(self) -> frozenset[str]:
        """Every word of every name, and neighbours as one."""
        return frozenset(word for name in self.names for word in with_joined(name))


def known(
    subject: bytes, names: Iterable[str], *, day: date | None, number: str, reference: str
) -> Known:
    """Someone with these names, the first being the one that the file is called by."""
    parts = tuple(words for name in names if (words := words_of(name)))
    return Known(subject, parts, day, number, reference)


@dataclass(frozen=True, slots=True)
class Match:
    """Someone who may be meant, and how much speaks for it: 1 is all that was asked."""

    who: Known
    like: float


Likes = dict[int, float]


@dataclass(frozen=True, slots=True)
class _Likes:
    """How near everyone is to each part of what was asked."""

    named: Likes
    numbered: Likes
    dated: Likes

    def all(self) -> set[int]:
        """Everyone who is near to any part."""
        return {*self.named, *self.numbered, *self.dated}


class People:
    """Everyone who can be found; each is known by a row number."""

    def __init__(self, nicknames: Nicknames) -> None:
        self._words = Vocabulary(nicknames)
        self._known: dict[int, Known] = {}
        self._by_day: defaultdict[date, set[int]] = defaultdict(set)
        self._by_number: defaultdict[str, set[int]] = defaultdict(set)

    def __len__(self) -> int:
        return len(self._known)

    def put(self, number: int, who: Known) -> None:
        """Know this person, in place of what was known under the number."""
        self.drop(number)
        self._known[number] = who
        for word in who.words:
            self._words.add(word, number)
        if who.day is not None:
            self._by_day[who.day].add(number)
        if who.number:
            self._by_number[who.number].add(number)

    def drop(self, number: int) -> None:
        """Know this person no longer."""
        who = self._known.pop(number, None)
        if who is None:
            return
        for word in who.words:
            self._words.drop(word, number)
        if who.day is not None:
            self._by_day[who.day].discard(number)
        self._by_number[who.number].discard(number)

    def find(self, asked: Asked) -> list[Match]:
        """Who may be meant, the likeliest first; nobody for what asks nothing."""
        if asked.reference:
            return [
                Match(who, EXACT)
                for who in self._known.values()
                if who.reference == asked.reference
            ]
        likes = self._likes(asked)
        found = [
            Match(self._known[each], like)
            for each in likes.all()
            if (like := self._weighed(each, asked, likes)) >= LEAST
        ]
        return sorted(found, key=_likeliest)

    def likely(self, asked: Asked) -> list[Match]:
        """Who is likely the one described, so that a person has to say; the likeliest first."""
        likes = self._likes(asked)
        found = [
            Match(self._known[each], self._weighed(each, asked, likes))
            for each in likes.all()
            if self._is_likely(each, asked, likes)
        ]
        return sorted(found, key=_likeliest)

    def _likes(self, asked: Asked) -> _Likes:
        return _Likes(self._named(asked), self._numbered(asked.number), self._dated(asked))

    def _is_likely(self, each: int, asked: Asked, likes: _Likes) -> bool:
        who = self._known[each]
        is_numbered, is_dated = asked.number and who.number, asked.day and who.day
        return is_likely(
            name=likes.named.get(each, 0.0),
            number=likes.numbered.get(each, 0.0) if is_numbered else None,
            day=likes.dated.get(each, 0.0) if is_dated else None,
        )

    def _weighed(self, each: int, asked: Asked, likes: _Likes) -> float:
        """How near someone is over all that was asked; what is not known of them counts half.

        One whose name is the one asked for is shown whatever else differs.
        """
        who, total, weight = self._known[each], 0.0, 0.0
        if asked.words:
            total, weight = likes.named.get(each, 0.0) * _NAME_WEIGHT, _NAME_WEIGHT
        if asked.number:
            total += _NUMBER_WEIGHT * likes.numbered.get(each, 0.0 if who.number else _UNKNOWN)
            weight += _NUMBER_WEIGHT
        if asked.day or asked.year:
            total += _DAY_WEIGHT * likes.dated.get(each, 0.0 if who.day else _UNKNOWN)
            weight += _DAY_WEIGHT
        like = total / weight if weight else 0.0
        return max(like, LEAST) if likes.named.get(each, 0.0) >= _CLEAR_NAME else like

    def _named(self, asked: Asked) -> Likes:
        """How near each one's names are to the words asked for; seldom words count more."""
        words = asked.words
        initials = [word for word in words if len(word) == 1]
        weights: list[float] = []
        likes: list[Likes] = []
        for place, word in enumerate(words):
            if len(word) == 1:
                continue
            is_open = asked.is_open and place == len(words) - 1
            weight, like = self._like_word(words, place, is_open=is_open)
            weights.append(weight)
            likes.append(like)
        if not likes:
            return self._by_initials(initials) if initials else {}
        whole = sum(weights) + len(initials) * _least_weight(weights)
        found: Likes = defaultdict(float)
        for weight, like in zip(weights, likes, strict=True):
            for each, near in like.items():
                found[each] += weight * near
        for each in found:
            names = self._known[each].names
            if initials:
                met = _initials_met(initials, names) * _least_weight(weights)
                found[each] += met * _INITIAL
            found[each] = found[each] / whole + _bonus(words, names)
        return found

    def _like_word(
        self, words: tuple[str, ...], place: int, *, is_open: bool
    ) -> tuple[float, Likes]:
        """What one word weighs, and how near everyone comes to it, alone or with a neighbour."""
        word = words[place]
        near = self._words.near(word, is_open=is_open)
        for joined in _joined_at(words, place):
            for other, like in self._words.near(joined, is_open=is_open).items():
                near[other] = max(near.get(other, 0.0), like * _JOINED)
        likes: Likes = {}
        for other, like in near.items():
            for each in self._words.having(other):
                if likes.get(each, 0.0) < like:
                    likes[each] = like
        best = max(near.values(), default=0.0)
        having = sum(len(self._words.having(each)) for each, like in near.items() if like == best)
        return log(2 + len(self._known) / max(having, 1)), likes

    def _by_initials(self, initials: list[str]) -> Likes:
        return {
            each: _INITIAL
            for each, who in self._known.items()
            if _initials_met(initials, who.names) == len(initials)
        }

    def _numbered(self, digits: str) -> Likes:
        """Who has a number near these digits, or one that begins with them."""
        if not digits:
            return {}
        found: Likes = {}
        for number, like in slips_of(digits, length=_NUMBER_DIGITS).items():
            for each in self._by_number.get(number, ()):
                found[each] = like
        if len(digits) < _NUMBER_DIGITS - 1:
            for number, having in self._by_number.items():
                if number.startswith(digits):
                    found.update(dict.fromkeys(having, _PARTIAL))
        return found

    def _dated(self, asked: Asked) -> Likes:
        if asked.day is not None:
            near = days_near(asked.day).items()
            return {each: like for day, like in near for each in self._by_day.get(day, ())}
        if asked.year is None:
            return {}
        days = (having for day, having in self._by_day.items() if day.year == asked.year)
        return {each: _YEAR for having in days for each in having}


def _likeliest(match: Match) -> tuple[float, bytes]:
    return -match.like, match.who.subject


def _joined_at(words: tuple[str, ...], place: int) -> Iterator[str]:
    if place > 0:
        yield words[place - 1] + words[place]
    if place + 1 < len(words):
        yield words[place] + words[place + 1]


def _least_weight(weights: list[float]) -> float:
    return min(weights) / 2


def _initials_met(initials: list[str], names: tuple[tuple[str, ...], ...]) -> int:
    """How many of these letters begin a word of one of the names, each word once."""
    best = 0
    for name in names:
        left = [word[0] for word in name]
        met = 0
        for initial in initials:
            if initial in left:
                left.remove(initial)
                met += 1
        best = max(best, met)
    return best


def _bonus(words: tuple[str, ...], names: tuple[tuple[str, ...], ...]) -> float:
    """A little more for the same order and for no word over: it decides among equals."""
    bonus = -_COVER
    for name in names:
        over = abs(len(name) - len(words)) / (len(name) + len(words))
        order = _ORDER if name[0][:1] == words[0][:1] else 0.0
        bonus = max(bonus, order - _COVER * over)
    return bonus
