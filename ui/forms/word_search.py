"""Finding words of a list by the letters typed, and how long letters belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer

from app.forms.lists import Code

_TOGETHER_MS = 1000
_WORDS = re.compile(r"[\w’']+")


def ranked(typed: str, labels: Sequence[str]) -> list[str]:
    """The labels that hold what was typed: first at their start, then at a word's, then inside."""
    sought = " ".join(typed.lower().split())
    places = {label: _rank(sought, label.lower()) for label in labels}
    return sorted((label for label in labels if places[label] < 3), key=lambda each: places[each])


def _rank(sought: str, label: str) -> int:
    if label.startswith(sought):
        return 0
    if any(label.startswith(sought, word.start()) for word in _WORDS.finditer(label)):
        return 1
    return 2 if sought in label else 3


class WordSearch(QObject):
    """Gathers the letters typed in a list that is closed.

    Letters within a second of each other are one search. A first letter finds the code whose own
    letter it is; the same letter again goes to the next label that it fits. Words may go on behind
    the end of a label: what was found stays found.
    """

    def __init__(self, entries: Sequence[Code], *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries = tuple(entries)
        self._typed = ""
        self._pause = QTimer(self, singleShot=True, interval=_TOGETHER_MS)
        self._pause.timeout.connect(self.end)

    @property
    def is_under_way(self) -> bool:
        """Whether what is typed now goes on with a search."""
        return bool(self._typed)

    def end(self) -> None:
        """Let the next letter begin a search of its own."""
        self._typed = ""
        self._pause.stop()

    def type(self, text: str, *, current: str | None) -> str | None:
        """The code that is found with these letters too, or None; `current` is chosen now."""
        self._typed += text.lower()
        self._pause.start()
        codes = self._matches(self._typed)
        if codes or len(set(self._typed)) > 1:
            return codes[0] if codes else self._outrun()
        around = self._matches(self._typed[0])
        after = around.index(current) + 1 if current in around else 0
        return around[after % len(around)] if around else None

    def _matches(self, typed: str) -> list[str]:
        places = {code.label: code.code for code in self._entries}
        own = [code.code for code in self._entries if code.letter.lower() == typed]
        found = [places[label] for label in ranked(typed, list(places))]
        return [*own, *(code for code in found if code not in own)]

    def _outrun(self) -> str | None:
        ended = [code for code in self._entries if self._typed.startswith(code.label.lower())]
        return max(ended, key=lambda code: len(code.label)).code if ended else None
