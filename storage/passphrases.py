"""Which passphrases are good enough, and how long wrong ones have to wait."""

from __future__ import annotations

from collections.abc import Sequence

from app.errors import Refused

LEAST_LENGTH = 12
LEAST_GUESSES = 10**12
_LONGEST_JUDGED = 72  # zxcvbn takes no more; what follows can only add
_LEAST_KNOWN = 3
_PLACES_OF_A_NAME = 10  # where it could stand, and how it could be written
_JOINTS = " .,-_+&!?0123456789"
_WAITS_S = (0, 0, 2, 5, 15, 30)


def require_good(passphrase: str, name: str = "") -> None:
    """Raise Refused `vault.passphrase_short` or `vault.passphrase_easy` unless it is good enough.

    `name` is the person's, which a guesser would try first.
    """
    if len(passphrase) < LEAST_LENGTH:
        raise Refused("vault.passphrase_short", least=LEAST_LENGTH)
    if guesses(passphrase, name) < LEAST_GUESSES:
        raise Refused("vault.passphrase_easy")


def guesses(passphrase: str, name: str = "") -> int:
    """How many tries a guesser who knows people's habits, and this person's name, would need.

    However often the name stands in it, in whatever order: what is left without it has to be
    hard to guess by itself.
    """
    # Its word lists take a while to load, and only a new passphrase needs them.
    from zxcvbn import zxcvbn

    known = known_words(name)

    def needed(text: str) -> int:
        return int(zxcvbn(text[:_LONGEST_JUDGED], user_inputs=known)["guesses"]) if text else 1

    left = _without(passphrase, known)
    whole = needed(passphrase)
    if left == passphrase.casefold():
        return whole
    return min(whole, needed(left) * _PLACES_OF_A_NAME)


def known_words(name: str) -> list[str]:
    """What a guesser makes of a name: its words, joined, initials first, and all of it reversed."""
    words = [word.casefold() for word in name.split()]
    joined = ["".join(words), "".join(reversed(words)), " ".join(words)]
    short = ["".join(word[0] for word in words[:-1]) + words[-1]] if words else []
    forward = [each for each in (*words, *joined, *short) if each]
    return list(dict.fromkeys((*forward, *(each[::-1] for each in forward))))


def _without(passphrase: str, known: Sequence[str]) -> str:
    """The passphrase in small letters without the known words, and what joined them."""
    text = passphrase.casefold()
    longest_first = sorted((word for word in known if len(word) >= _LEAST_KNOWN), key=len)
    for word in reversed(longest_first):
        text = text.replace(word, " ")
    return text if text == passphrase.casefold() else " ".join(text.split()).strip(_JOINTS)


def wait_s(wrong_ms: Sequence[int], now_ms: int) -> int:
    """Whole seconds still to wait after these wrong tries, 0 if the next may come now.

    A clock that was set back counts as no time gone, so the wait never grows past its step.
    """
    if not wrong_ms:
        return 0
    wait = _WAITS_S[min(len(wrong_ms), len(_WAITS_S)) - 1]
    gone_ms = max(0, now_ms - wrong_ms[-1])
    return max(0, wait - gone_ms // 1000)
