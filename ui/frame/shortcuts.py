"""Every key of the program, once, with what it does and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.frame.overlay import open_overlays

Scope = Literal["anywhere", "window", "rows", "answers", "composer", "settle", "tally"]
"""`anywhere` works over menus too; those after `window` only with focus there."""


@dataclass(frozen=True)
class Shortcut:
    """What some keys do, in words, and the name that code knows it by."""

    name: str
    keys: tuple[str, ...]
    words: str
    scope: Scope = "window"


PLACES = ("today", "new", "people", "meetings", "settle", "reports", "sync", "settings")
"""The places in the order of their Alt numbers, from 1, whether they exist yet or not."""

_WORDS = ("Today", "New", "People", "Meetings", "Settle", "Reports", "Sync", "Settings")

TABLE: tuple[Shortcut, ...] = (
    Shortcut("hide", ("F9", "Ctrl+Shift+H"), "Hide the screen", "anywhere"),
    Shortcut("lock", ("Ctrl+L",), "Lock now"),
    Shortcut("find", ("Ctrl+K", "/"), "Find or do"),
    Shortcut("new", ("Ctrl+N",), "New record"),
    *(
        Shortcut(f"place.{key}", (f"Alt+{number}",), words)
        for number, (key, words) in enumerate(zip(PLACES, _WORDS, strict=True), start=1)
    ),
    Shortcut("next_region", ("F6",), "Go to the next part: rail, bar, work, panel"),
    Shortcut("previous_region", ("Shift+F6",), "Go to the part before"),
    Shortcut("main_action", ("Ctrl+Return", "Ctrl+Enter"), "The main action of the screen"),
    Shortcut("keep_draft", ("Ctrl+S",), "Keep the draft now"),
    Shortcut("undo", ("Ctrl+Z",), "Take the last thing back"),
    Shortcut("back", ("Esc",), "Close, or go back"),
    Shortcut("banner", ("Ctrl+Shift+S",), "Go to the safe-contact banner"),
    Shortcut("initials", ("Ctrl+Shift+I",), "Show initials in place of names"),
    Shortcut("enlarge_text", ("Ctrl++", "Ctrl+="), "Larger text"),
    Shortcut("reduce_text", ("Ctrl+-",), "Smaller text"),
    Shortcut("restore_text", ("Ctrl+0",), "Text at 100 %"),
    Shortcut("keys", ("?",), "Keys for this screen"),
    Shortcut("choose", ("Up", "Down"), "Choose a row", "rows"),
    Shortcut("act", ("Return", "Enter"), "Do what the row asks", "rows"),
    Shortcut("open", ("O",), "Open the record", "rows"),
    Shortcut("log_contact", ("L",), "Log contact", "rows"),
    Shortcut("hand_over", ("H",), "Hand over", "rows"),
    Shortcut("preview", ("Space",), "Show the row in the panel", "rows"),
    Shortcut("yes", ("Y", "1"), "Yes", "answers"),
    Shortcut("no", ("N", "2"), "No", "answers"),
    Shortcut("declined", ("D", "3"), "Declined", "answers"),
    Shortcut("not_asked", ("A", "4"), "Not asked", "answers"),
    Shortcut("unsure", ("U",), "Unsure", "answers"),
    Shortcut("clear", ("Del",), "Take the answer away", "answers"),
    Shortcut("move", ("Left", "Right"), "Move without answering", "answers"),
    Shortcut("pick", ("Space",), "Pick", "answers"),
    Shortcut("comment", ("C",), "Comment", "answers"),
    Shortcut("wording", ("F1",), "Exact wording", "answers"),
    Shortcut("fact", ("Alt+1",), "This line is a fact", "composer"),
    Shortcut("said", ("Alt+2",), "This line was said", "composer"),
    Shortcut("opinion", ("Alt+3",), "This line is an opinion", "composer"),
    Shortcut("use_left", ("Alt+1",), "Use the left version", "settle"),
    Shortcut("use_right", ("Alt+2",), "Use the right version", "settle"),
    Shortcut("keep_both", ("Alt+3",), "Keep both for now", "settle"),
    Shortcut("asked", ("A",), "One more was asked", "tally"),
    Shortcut("not_safe", ("N",), "One more could not be asked safely", "tally"),
    Shortcut("disclosed", ("D",), "One more was asked and disclosed", "tally"),
    Shortcut("take_back", ("U",), "Take the last one back", "tally"),
)


_OVER_OVERLAYS = frozenset({"lock", "back", "enlarge_text", "reduce_text", "restore_text"})
"""What still acts while an overlay lies over the work; `hide` is heard before any window."""


class Shortcuts(QObject):
    """Binds the window's keys of the table to what they do here.

    Only names in `actions` are bound. A widget that has a meaning of its own for a key, as the
    composer has for Alt+1, accepts Qt's `ShortcutOverride` for it and so goes before the window.
    While an overlay is open, keys that act on the work below it do nothing.
    `known` are the names in `actions`.
    """

    def __init__(self, window: QWidget, actions: Mapping[str, Callable[[], object]]) -> None:
        super().__init__(window)
        self._window, self.known = window, frozenset(actions)
        for shortcut in TABLE:
            if shortcut.scope == "window" and shortcut.name in actions:
                for keys in shortcut.keys:
                    bound = QShortcut(QKeySequence(keys), window)
                    act = partial(self._act, shortcut.name, actions[shortcut.name])
                    bound.activated.connect(act)

    def _act(self, name: str, action: Callable[[], object]) -> None:
        if name in _OVER_OVERLAYS or not open_overlays(self._window):
            action()
