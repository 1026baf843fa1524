"""Which passphrases are good enough, and how long wrong ones have to wait."""

from __future__ import annotations

from collections.abc import Sequence

from app.errors import Refused

LEAST_LENGTH = 12
LEAST_GUESSES = 10**12
_LONGEST_JUDGED = 72  # zxcvbn takes no more; what follows can only add
_WAITS_S = (0, 0, 2, 5, 15, 30)


def require_good(passphrase: str, known: Sequence[str] = ()) -> None:
    """Raise Refused `vault.passphrase_short` or `vault.passphrase_easy` unless it is good enough.

    `known` are words about the person that a guesser would try, such as the name.
    """
    if len(passphrase) < LEAST_LENGTH:
        raise Refused("vault.passphrase_short", least=LEAST_LENGTH)
    if guesses(passphrase, known) < LEAST_GUESSES:
        raise Refused("vault.passphrase_easy")


def guesses(passphrase: str, known: Sequence[str] = ()) -> int:
    """How many tries a guesser who knows people's habits would need."""
    # Its word lists take a while to load, and only a new passphrase needs them.
    from zxcvbn import zxcvbn

    return int(zxcvbn(passphrase[:_LONGEST_JUDGED], user_inputs=list(known))["guesses"])


def wait_s(wrong_ms: Sequence[int], now_ms: int) -> int:
    """Whole seconds still to wait after these wrong tries, 0 if the next may come now.

    A clock that was set back counts as no time gone, so the wait never grows past its step.
    """
    if not wrong_ms:
        return 0
    wait = _WAITS_S[min(len(wrong_ms), len(_WAITS_S)) - 1]
    gone_ms = max(0, now_ms - wrong_ms[-1])
    return max(0, wait - gone_ms // 1000)
