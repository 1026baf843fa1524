"""Recovery shares: a seed of 16 bytes as three lists of twenty words, any two of which give it.

SLIP-39, one group, no passphrase. What people hold is words; what a space knows of a share is its
hash, from which nothing can be learnt, since each share has 128 random bits of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from hashlib import sha256

from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.wordlist import WORD_INDEX_MAP, WORDLIST

from app.errors import Refused

SHARE_WORDS = 20
SHARE_COUNT = 3
NEEDED = 2
SEED_SIZE = 16
WORDS: Sequence[str] = WORDLIST
_LABEL = b"yarrow/share/v1"
_BETWEEN = re.compile(r"[\s,;.\-\u2010-\u2015]+")
_STRETCH = 1


def split_seed(seed: bytes) -> tuple[str, ...]:
    """Three shares of a seed, each one line of words; takes its randomness from the library."""
    groups = [(NEEDED, SHARE_COUNT)]
    return tuple(generate_mnemonics(1, groups, seed, iteration_exponent=_STRETCH)[0])


def read_share(typed: str) -> str:
    """A share as a person typed it, in the one way in which it is hashed.

    Forgives case, commas and line ends. Raises Refused `sync.share_length` (with `count`),
    `sync.share_word` (with `place`, from 1) for a word that is none of the list's,
    `sync.share_mistyped` where the checksum says that one is wrong, or `sync.share_other` for
    words of another program.
    """
    words = [word for word in _BETWEEN.split(typed.lower().strip()) if word]
    if len(words) != SHARE_WORDS:
        raise Refused("sync.share_length", count=len(words))
    for place, word in enumerate(words, start=1):
        if word not in WORD_INDEX_MAP:
            raise Refused("sync.share_word", place=place)
    share = " ".join(words)
    _parsed(share)
    return share


def hash_share(share: str) -> bytes:
    """What a space knows of a share that `read_share` read, 32 bytes."""
    return sha256(_LABEL + share.encode("ascii")).digest()


def join_shares(shares: Sequence[str]) -> bytes:
    """The seed that two shares give.

    Raises Refused `sync.share_twice` for the same share again, or `sync.share_sets` for two that
    do not belong together.
    """
    first, second = (_parsed(share) for share in shares)
    if first == second:
        raise Refused("sync.share_twice")
    try:
        seed: bytes = combine_mnemonics(list(shares))
    except MnemonicError as error:
        raise Refused("sync.share_sets") from error
    return seed


def _parsed(share: str) -> Share:
    try:
        parsed = Share.from_mnemonic(share)
    except MnemonicError as error:
        raise Refused("sync.share_mistyped") from error
    shape = (parsed.group_count, parsed.member_threshold, len(parsed.value))
    if shape != (1, NEEDED, SEED_SIZE):
        raise Refused("sync.share_other")
    return parsed
