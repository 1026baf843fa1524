"""The keys for the size of text: what is pressed while one step is taken is one step more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from ui.theme.scale import SMALLEST, STEP, Scale
from ui.theme.theme import Theme


class TextSteps(QObject):
    """Waits until no key is left to be heard, and then changes the text once.

    A change styles every part of the window anew, a fifth of a second and more. With one for each
    key, whoever held it down had all of them to wait for, and the key that hides came after them.
    """

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._wanted = theme, theme.text_scale
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._take)

    @property
    def actions(self) -> dict[str, Callable[[], object]]:
        """What the keys do, by the names of their shortcuts."""
        return {
            "enlarge_text": lambda: self._want(self._now + STEP),
            "reduce_text": lambda: self._want(self._now - STEP),
            "restore_text": lambda: self._want(SMALLEST),
        }

    @property
    def _now(self) -> float:
        """The scale that the keys so far lead to."""
        return self._wanted if self._rest.isActive() else self._theme.text_scale

    def _want(self, factor: float) -> None:
        self._wanted = Scale(factor).factor
        self._rest.start()

    def _take(self) -> None:
        self._theme.scale_text(self._wanted)
