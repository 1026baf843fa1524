"""The people a vault knows, found in a text: misspelt, by a short name, or in another order."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.domain.misspelling import Misspelt
from app.domain.plain_text import without_marks

ShortNames = Mapping[str, Collection[str]]
_TOKEN = re.compile(r"[^\W\d_](?:[^\W_]|')*")
_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TITLES = {"mr", "mrs", "ms", "miss", "mx", "master", "madam", "sir"}
_OF_STAFF = {
    *("dr", "doctor", "prof", "professor", "nurse", "sister", "midwife", "consultant", "registrar"),
    *("pc", "dc", "ps", "sergeant", "matron", "champion", "judge", "reverend", "rev", "cllr"),
}
_AFTER_PLACE = {
    *("ward", "hospital", "house", "unit", "surgery", "practice", "clinic", "road", "street"),
    *("lane", "avenue", "close", "school", "centre", "center", "trust", "suite", "court", "drive"),
    *("syndrome", "disease", "score", "scale", "criteria", "council", "university", "s"),
}
_JOINS = {"and", "with", "or", "to", "from", "by", "for", "saw", "told", "says", "said", "called"}
_PARTNER = re.compile(
    r"\b(?i:partner|husband|wife|ex|ex-partner|ex-husband|ex-wife|boyfriend|girlfriend"
    r"|perpetrator|abuser),?\s(?:is\s|called\s|named\s)?(?P<name>[A-Z][a-z']{2,20}(?:\s[A-Z][a-z'-]{2,20})?)"
)  # fmt: skip
_NO_NAMES = {"the", "she", "her", "his", "they", "who", "has", "was", "not", "army", "and", "but"}
_NOT_A_PARTNER = {*_NO_NAMES, *_OF_STAFF, "also", "when", "then", "said", "says", "police", "nhs"}
_ALONE, _LOWER = 5, 6
_MOST_MEANT = 60_000


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody the vault knows: the kind of finding, and every whole name there is.

    `is_near` is who belongs to the file itself, a child or the other person: a first name alone
    gives them away. Of others a first name alone is anybody's.
    """

    what: str
    names: tuple[str, ...]
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    written: str
    is_capital: bool
    begins: bool


class People:
    """Everyone to look for, in a shape that takes a step a word, however many there are."""

    def __init__(
        self,
        people: Iterable[Named],
        own: Iterable[str],
        short_names: ShortNames,
        ordinary: Collection[str],
    ) -> None:
        self._short, self._ordinary = short_names, ordinary
        self._own = {token.word for name in own for token in _tokens(name)}
        self._people = [each for each in people if not self._is_own(each)]
        self._families: dict[str, set[int]] = {}
        self._givens: dict[str, set[int]] = {}
        self._alone: dict[str, str] = {}
        self._joined: dict[str, str] = {}
        for number, person in enumerate(self._people):
            self._take(number, person)
        self._misspelt = Misspelt({*self._families, *self._alone})
        self._own_misspelt = Misspelt(self._own)
        self._meant: dict[str, tuple[str, ...]] = {}

    def found(self, text: str) -> Iterator[tuple[str, str]]:
        """Who is named in a text: the kind, and the words that name them there."""
        tokens, paired = list(_tokens(text)), set[int]()
        for at, token in enumerate(tokens):
            if what := self._joined.get(token.word):
                yield what, token.written
                paired.add(at)
            families = self._families_of(token)
            pair = self._pair(tokens, at, families) if families else None
            if pair is not None:
                what, first, last = pair
                paired.update((first, last))
                yield what, f"{tokens[first].written} {tokens[last].written}"
        for at, token in enumerate(tokens):
            what_alone = None if at in paired else self._by_part(tokens, at)
            if what_alone is not None:
                yield what_alone, token.written
        yield from self._partners(text)

    def _is_own(self, person: Named) -> bool:
        """Whether every word of a name is also one of whom the text is about."""
        words = {token.word for name in person.names for token in _tokens(name)}
        return words <= self._own

    def _take(self, number: int, person: Named) -> None:
        for name in person.names:
            words = [token.word for token in _tokens(name)]
            if not words:
                continue
            *givens, family = words if len(words) > 1 else [*words, ""]
            if family:
                self._families.setdefault(family, set()).add(number)
                self._joined |= {a + b: person.what for a, b in _both(givens[0], family)}
            for given in givens:
                for form in (given, *self._short.get(given, ())):
                    self._givens.setdefault(form, set()).add(number)
            if person.is_near:
                parts = {*words, *(each for given in givens for each in self._short.get(given, ()))}
                self._alone |= {part: person.what for part in parts - self._own if len(part) > 2}

    def _families_of(self, token: _Token) -> set[int]:
        found = set(self._families.get(token.word, ()))
        for word in self._meant_by(token):
            found |= self._families.get(word, set())
        return found

    def _meant_by(self, token: _Token) -> tuple[str, ...]:
        if token.word not in self._meant:
            if len(self._meant) > _MOST_MEANT:
                return ()
            self._meant[token.word] = self._misspelt.meant(token.word)
        return self._meant[token.word]

    def _pair(
        self, tokens: Sequence[_Token], at: int, families: set[int]
    ) -> tuple[str, int, int] | None:
        """A first name or its letter before the family name, or right behind it."""
        family = tokens[at]
        near = [place for place in (at - 1, at - 2, at + 1) if 0 <= place < len(tokens)]
        if at - 1 >= 0 and tokens[at - 1].word in _JOINS:
            near = [at + 1] if at + 1 < len(tokens) else []
        for place in near:
            given = tokens[place]
            people = self._named_so(given, exactly=family.word in self._families) & families
            first = min(place, at)
            if people and not self._is_of_staff(tokens, first):
                person = self._people[min(people)]
                return person.what, first, max(place, at)
        return None

    def _named_so(self, token: _Token, *, exactly: bool) -> set[int]:
        if len(token.word) == 1:
            is_letter = token.is_capital and exactly
            named = (people for word, people in self._givens.items() if word[0] == token.word)
            return set().union(*named) if is_letter else set()
        found = self._givens.get(token.word)
        if found is not None or not exactly or len(token.word) < _ALONE:
            return set(found or ())
        near = (self._givens[each] for each in self._given_misspelt.meant(token.word))
        return set().union(*near)

    @property
    def _given_misspelt(self) -> Misspelt:
        if not hasattr(self, "_given_index"):
            self._given_index = Misspelt(self._givens)
        return self._given_index

    def _is_of_staff(self, tokens: Sequence[_Token], first: int) -> bool:
        before = tokens[max(0, first - 2) : first]
        # A sister with a small letter is somebody's, not a ward's.
        return any(
            each.word in _OF_STAFF and (each.is_capital or each.word != "sister") for each in before
        )

    def _by_part(self, tokens: Sequence[_Token], at: int) -> str | None:
        """Half a name that gives somebody away: of who is near, or a rare family name."""
        token = tokens[at]
        if token.word in self._own or len(token.word) < 3 or self._is_of_staff(tokens, at):
            return None
        if at + 1 < len(tokens) and tokens[at + 1].word in _AFTER_PLACE:
            return None
        is_rare = token.word not in self._ordinary
        if token.word in self._alone and (is_rare or (token.is_capital and not token.begins)):
            return self._alone[token.word]
        family = self._families.get(token.word)
        is_titled = at > 0 and tokens[at - 1].word in _TITLES
        if family and (is_titled or (is_rare and len(token.word) >= _ALONE)):
            return self._people[min(family)].what
        return self._by_misspelt_part(token) if is_rare or is_titled else None

    def _by_misspelt_part(self, token: _Token) -> str | None:
        if len(token.word) < (_ALONE if token.is_capital else _LOWER):
            return None
        if self._own_misspelt.meant(token.word):
            return None
        meant = [each for each in self._meant_by(token) if len(each) >= _ALONE]
        for word in meant:
            if word in self._alone:
                return self._alone[word]
            if word in self._families:
                return self._people[min(self._families[word])].what
        return None

    def _partners(self, text: str) -> Iterator[tuple[str, str]]:
        for match in _PARTNER.finditer(text):
            words = [without_marks(each) for each in match["name"].split()]
            if words[0] not in _NOT_A_PARTNER and words[0] not in self._own:
                yield "named", match["name"]


def _tokens(text: str) -> Iterator[_Token]:
    """The words; one with a capital inside is two, as in the name of a file."""
    for match in _TOKEN.finditer(text):
        written = match[0].removesuffix("'s").strip("'")
        before = text[max(0, match.start() - 2) : match.start()].strip(" ")
        begins = not before or before[-1] in ".!?\n:"
        parts = _JOINED.split(written) if not written.islower() else [written]
        for part in (
            parts
            if len(parts) > 1 and min(len(without_marks(each)) for each in parts) > 2
            else [written]
        ):
            yield _Token(without_marks(part), part, part[:1].isupper(), begins)


def _both(given: str, family: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (given, family), (family, given)
