"""Boxes that show a secret once, for writing down by hand: a code, or three shares in turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.boxes.ask_box import AskBox
from ui.theme.scale import LEAD
from ui.theme.theme import Theme
from ui.widgets.label import Label

_PER_LINE, _CELL = 4, 13
_ONCE = "What is here is shown this once, and can be copied by hand alone."
NOT_WRITTEN = (
    "Not all of it was written down. It holds all the same: make another before you need it."
)


class SecretBox(AskBox):
    """Shows one after another; the verb says that it was written down.

    `done` is called at the end with True, or with False if the box was closed before. Nothing here
    can be selected, so nothing of it reaches the clipboard.
    """

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        *,
        titles: Sequence[str],
        secrets: Sequence[str],
        text: str,
        done: Callable[[bool], object],
    ) -> None:
        self._titles, self._secrets = list(titles), list(secrets)
        self._done = done
        self._title = Label("", "strong", wraps=True)
        self._shown = Label("", "code", wraps=True)
        self._shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        super().__init__(
            host,
            theme,
            title="Write this down",
            text=f"{text} {_ONCE}",
            verb="I have written it down",
            parts=(self._title, self._shown),
        )
        theme.changed.connect(self._follow_theme)
        self._follow_theme()
        self._show_next()
        self._is_written = False
        self.wanted.connect(self._on_written)
        self.closed.connect(lambda: self._done(self._is_written))

    @property
    def shown(self) -> str:
        """What is on the screen now."""
        return self._shown.text()

    def _follow_theme(self) -> None:
        """Large, and in a font that tells 0 from O: it is copied by hand, letter by letter."""
        self._shown.setFont(self.theme.code_font(LEAD))

    def _on_written(self) -> None:
        if self._secrets:
            self._show_next()
            return
        self._is_written = True
        self._shown.setText("")
        self.close_overlay()

    def _show_next(self) -> None:
        secret = self._secrets.pop(0)
        self._title.setText(self._titles.pop(0))
        self._shown.setText(numbered(secret) if " " in secret else secret)
        self.place()


def numbered(share: str) -> str:
    """The words of a share with their numbers, in columns: a slip is found by its number."""
    words = [f"{place}. {word}" for place, word in enumerate(share.split(), start=1)]
    lines = [words[start : start + _PER_LINE] for start in range(0, len(words), _PER_LINE)]
    return "\n".join(" ".join(map(_cell, line)) for line in lines)


def _cell(word: str) -> str:
    """A number is never parted from its word where a line has to break."""
    return word.ljust(_CELL).replace(" ", "\u00a0")
