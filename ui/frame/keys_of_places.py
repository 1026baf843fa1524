"""The keys that do something in each place, and what the main action is there."""

from __future__ import annotations

import re

from PySide6.QtGui import QKeySequence

from ui.frame.shortcuts import TABLE, Shortcut

_ANSWERS = ("yes", "no", "declined", "not_asked", "clear", "move", "pick", "wording")
_RECORD = ("main_action", *_ANSWERS, "undo")
_HERE: dict[str, tuple[str, ...]] = {
    "today": ("choose", "act", "open", "log_contact", "hand_over", "preview"),
    "new": _RECORD,
    "correct": _RECORD,
    "people": ("choose", "open"),
    "person": (
        *("choose", "act", "log_contact", "banner"),
        *("fact", "said", "opinion", "main_action"),
    ),
    "settle": ("choose", "use_left", "use_right", "keep_both", "main_action"),
    "practice": ("asked", "not_safe", "disclosed", "take_back", "undo"),
    "sync": ("main_action",),
}
_MAIN = {
    "new": "Save the record",
    "correct": "Save what you put right",
    "person": "Sign the note",
    "settle": "Save the version you wrote",
    "sync": "Try now",
}
_ELSEWHERE = {"main_action", "undo", "banner"}
"""What means something in some places only."""

Line = tuple[str, str]


def keys_of(
    place: str, known: frozenset[str], *, letters: bool = True
) -> tuple[list[Line], list[Line]]:
    """Keys and words: those of a place first, then those that work in all of them.

    `known` are the names of what is bound in this window; without `letters` no letter, digit or
    sign alone does anything, and none is told.
    """
    names, by_name = _HERE.get(place, ()), {each.name: each for each in TABLE}
    here = [_line(by_name[name], _MAIN.get(place, ""), letters=letters) for name in names]
    everywhere = [
        _line(each, letters=letters)
        for each in TABLE
        if each.scope in ("anywhere", "window")
        and each.name in known
        and each.name not in _ELSEWHERE
    ]
    return [line for line in here if line[0]], [line for line in everywhere if line[0]]


def spelled(keys: str) -> str:
    """A key as it is printed on a keyboard: "Ctrl K", "Enter", "Ctrl +"."""
    native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return " ".join(re.split(r"\+(?!$)", native)).replace("Return", "Enter")


def _line(shortcut: Shortcut, main: str = "", *, letters: bool) -> Line:
    shown = [each for each in shortcut.keys if letters or len(each) > 1]
    keys = " or ".join(dict.fromkeys(spelled(each) for each in shown))
    words = main if shortcut.name == "main_action" and main else shortcut.words
    return keys, words
