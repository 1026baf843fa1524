"""How good a new passphrase is, in words."""

from __future__ import annotations

LEAST_LENGTH = 12
"""Fewer characters are refused by the vault itself."""

_ENOUGH = 10**12
_STRONG = 10**16


def too_short(passphrase: str) -> str:
    """What is still missing in length, or nothing."""
    missing = LEAST_LENGTH - len(passphrase)
    if missing <= 0:
        return ""
    signs = "1 more character is" if missing == 1 else f"{missing} more characters are"
    return f"{signs} needed. Four or five plain words are easy to keep in mind."


def in_words(guesses: int) -> str:
    """What this many tries of a guesser mean."""
    if guesses < _ENOUGH:
        return "Too easy to guess. Add a word or two that do not belong together."
    if guesses < _STRONG:
        return "Good enough: guessing this takes years."
    return "Hard to guess."


def is_enough(guesses: int) -> bool:
    """Whether the vault would take a passphrase that needs so many guesses."""
    return guesses >= _ENOUGH
