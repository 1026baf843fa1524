"""Tells a letter that was meant from a word that was typed into the wrong place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent

ALONE_MS = 250
"""How long a letter stands alone before it acts."""
WORD_MS = 900
"""How long after its last letter a word is over."""


class LoneLetter(QObject):
    """Holds back what a letter does on a row until it is seen to stand alone.

    Whoever writes looks at her hands: words meant for a field reach a list, and one of their
    letters would draw a number in front of whoever stands beside her. So no letter of a word acts,
    nor does the space or the Enter behind it.

    Signals: `word_over()` once no letter has come for a while.
    """

    word_over = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._letter = ""
        self._act: Callable[[], object] | None = None
        self._alone, self._word = QTimer(self), QTimer(self)
        for timer, ms in ((self._alone, ALONE_MS), (self._word, WORD_MS)):
            timer.setSingleShot(True)
            timer.setInterval(ms)
        self._alone.timeout.connect(self._on_alone)
        self._word.timeout.connect(self.word_over)

    @property
    def is_word(self) -> bool:
        """Whether letters were typed a moment ago, which are a word or may become one."""
        return self._word.isActive()

    def typed(self, letter: str, act: Callable[[], object] | None) -> None:
        """A letter came; `act` is what it does where it stands alone, None for nothing."""
        was_word = self.is_word
        self.drop()
        self._word.start()
        if act is not None and not was_word:
            self._letter, self._act = letter, act
            self._alone.start()

    def drop(self) -> str:
        """Let the letter that was held back do nothing; gives it, empty for none."""
        self._alone.stop()
        letter, self._letter, self._act = self._letter, "", None
        return letter

    def _on_alone(self) -> None:
        act = self._act
        self.drop()
        self._word.stop()  # it was no word: what comes next is meant too
        if act is not None:
            act()


def is_letter(event: QKeyEvent) -> bool:
    """Whether a key writes a letter or a number, as a word is made of."""
    return event.text().isalnum()
