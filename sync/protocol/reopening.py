"""Words told by phone that open a space again on a PC that was away for too long, without network.

The PC shows four words: its epoch and a number drawn by chance. A lead's program answers with six:
the day, and a check of space, device, those four words and that day under the content key of that
epoch. Who knows no content key of the space can make none, and none opens another PC or twice.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256

from shamir_mnemonic.wordlist import WORDLIST

from app.domain.encoding import encode
from app.errors import Refused
from sync.protocol.sealing import derive

ASK_WORDS, ANSWER_WORDS = 4, 6
_BITS = 10
_CHANCE_BITS = _BITS * (ASK_WORDS - 1)
_EPOCHS = 1 << _BITS
_CHECK_BITS, _DAY_BITS = 45, 15
_LABEL = b"yarrow/lease/v1"
_LETTERS = 4
_BY_LETTERS = {word[:_LETTERS]: number for number, word in enumerate(WORDLIST)}


@dataclass(frozen=True, slots=True)
class Ask:
    """What a PC asks for; `epoch` is its number modulo 1024."""

    number: int

    @property
    def epoch(self) -> int:
        """Under which epoch's content key it is to be answered."""
        return self.number >> _CHANCE_BITS

    @property
    def words(self) -> tuple[str, ...]:
        """Its four words."""
        return _words(self.number, ASK_WORDS)

    def is_under(self, epoch: int) -> bool:
        """Whether an epoch is the one it names."""
        return epoch % _EPOCHS == self.epoch


def make_ask(epoch: int, chance: bytes) -> Ask:
    """Ask with four bytes drawn by chance."""
    drawn = int.from_bytes(chance[:4], "big") & (1 << _CHANCE_BITS) - 1
    return Ask(epoch % _EPOCHS << _CHANCE_BITS | drawn)


def answer(key: bytes, space: bytes, device: bytes, ask: Ask, *, day: int) -> tuple[str, ...]:
    """The six words for a PC; `day` counts from 1 January 1970."""
    kept = day % (1 << _DAY_BITS)
    check = _check(key, space, device, ask, day=kept)
    return _words(kept << _CHECK_BITS | check, ANSWER_WORDS)


def day_of(key: bytes, space: bytes, device: bytes, ask: Ask, *, said: int) -> int:
    """The day in an answer, counted from 1 January 1970.

    Raises Refused `lease.other_answer` if it is no answer to this for this PC.
    """
    day, check = said >> _CHECK_BITS, said & (1 << _CHECK_BITS) - 1
    expected = _check(key, space, device, ask, day=day)
    if not hmac.compare_digest(check.to_bytes(8, "big"), expected.to_bytes(8, "big")):
        raise Refused("lease.other_answer")
    return day


def read_ask(typed: str) -> Ask:
    """Four words as somebody typed them; raises Refused `lease.word_count`, `lease.no_word`."""
    return Ask(_read(typed, ASK_WORDS))


def read_answer(typed: str) -> int:
    """Six words as somebody typed them; raises as `read_ask` does."""
    return _read(typed, ANSWER_WORDS)


def _check(key: bytes, space: bytes, device: bytes, ask: Ask, *, day: int) -> int:
    derived = derive(key, _LABEL)
    bound = encode([space, device, ask.number, day])
    digest = hmac.new(derived, bound, sha256).digest()
    return int.from_bytes(digest[:8], "big") >> 64 - _CHECK_BITS


def _words(number: int, count: int) -> tuple[str, ...]:
    mask = (1 << _BITS) - 1
    return tuple(WORDLIST[number >> _BITS * place & mask] for place in reversed(range(count)))


def _read(typed: str, count: int) -> int:
    """Four letters tell a word of this list from every other."""
    words = typed.lower().replace("-", " ").replace(",", " ").split()
    if len(words) != count:
        raise Refused("lease.word_count", count=len(words), needed=count)
    whole = 0
    for place, word in enumerate(words, start=1):
        number = _BY_LETTERS.get(word[:_LETTERS])
        if number is None or not WORDLIST[number].startswith(word):
            raise Refused("lease.no_word", place=place)
        whole = whole << _BITS | number
    return whole
