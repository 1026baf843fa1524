"""Boxes that show a secret once, for writing down by hand: a code, or three shares in turn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
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
    can be selected, so nothing of it reaches the clipboard. Until the last was written down the one
    before can be shown again: Enter pressed twice loses none, nor does a press beside the box.
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
        self._titles, self._secrets = tuple(titles), tuple(secrets)
        self._done, self._at = done, 0
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
        self._show()
        self._is_written = False
        self.scrim.pressed.disconnect(self.close_overlay)
        self.back.clicked.disconnect(self.close_overlay)
        self.back.clicked.connect(self._on_back)
        self.wanted.connect(self._on_written)
        self.closed.connect(lambda: self._done(self._is_written))

    @property
    def shown(self) -> str:
        """What is on the screen now."""
        return self._shown.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back by one."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_back()
            return
        super().keyPressEvent(event)

    def _follow_theme(self) -> None:
        """Large, and in a font that tells 0 from O: it is copied by hand, letter by letter."""
        self._shown.setFont(self.theme.code_font(LEAD))

    def _on_written(self) -> None:
        if self._at + 1 < len(self._secrets):
            self._at += 1
            self._show()
            return
        self._is_written = True
        self.close_overlay()

    def _on_back(self) -> None:
        if not self._at:
            self.close_overlay()
            return
        self._at -= 1
        self._show()

    def close_overlay(self) -> None:
        """Close it, and keep nothing of what it showed."""
        self._secrets = ()
        self._shown.setText("")
        super().close_overlay()

    def _show(self) -> None:
        secret = self._secrets[self._at]
        self._title.setText(self._titles[self._at])
        self._shown.setText(numbered(secret) if " " in secret else secret)
        self.back.setText("The one before" if self._at else "Go back")
        self.place()


def numbered(share: str) -> str:
    """The words of a share with their numbers, in columns: a slip is found by its number."""
    words = [f"{place}. {word}" for place, word in enumerate(share.split(), start=1)]
    lines = [words[start : start + _PER_LINE] for start in range(0, len(words), _PER_LINE)]
    return "\n".join(" ".join(map(_cell, line)) for line in lines)


def _cell(word: str) -> str:
    """A number is never parted from its word where a line has to break."""
    return word.ljust(_CELL).replace(" ", "\u00a0")
