"""The card of the lock screen, never lower than what is said on it."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame


class LockCard(QFrame):
    """Stands in the middle, where no layout asks how high its words are at its width."""

    def __init__(self) -> None:
        super().__init__()
        self._least = 0
        self.setProperty("role", "lock")

    def fit(self, *, width: int, least: int) -> None:
        """Be this broad, and at least this high."""
        self._least = least
        self.setFixedWidth(width)
        self._grow()

    def event(self, event: QEvent) -> bool:
        """Grow with words that came."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._grow()
        return done

    def _grow(self) -> None:
        layout = self.layout()
        needed = layout.totalHeightForWidth(self.maximumWidth()) if layout is not None else 0
        self.setMinimumHeight(max(needed, self._least))
