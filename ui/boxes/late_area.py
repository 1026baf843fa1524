"""A scrolling area that takes in what it holds when it is first to be seen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QScrollArea, QWidget


class LateArea(QScrollArea):
    """To scroll a part, Qt measures and styles all of it; done before the page it is on has its
    place in the window, all of that would be done again there.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._awaited: QWidget | None = None
        self._is_styled = self._keeps_room = False

    def take(self, ground: QWidget) -> None:
        """Scroll this from now on, in place of what was there."""
        # A ground is flat from edge to edge: with other room only what comes into sight is painted.
        ground.setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        if self._is_styled:
            self.put_in(ground)
            return
        if self._awaited is not None:
            self._awaited.deleteLater()
        self._awaited = ground
        ground.setParent(self.viewport())

    def keep_room(self) -> int:
        """Let a bar come and go beside what is scrolled, which is laid out anew for it no more.

        Gives the width that is kept for it, to be left out of the margin inside.
        """
        bar = self.verticalScrollBar()
        if not self._keeps_room:
            self._keeps_room = True
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
            bar.rangeChanged.connect(self._show_bar)
            self._show_bar()
        return bar.sizeHint().width()

    def _show_bar(self) -> None:
        """One with nowhere to go is not drawn."""
        bar = self.verticalScrollBar()
        bar.setEnabled(bar.maximum() > 0)

    def put_in(self, ground: QWidget) -> None:
        """Scroll it, now that it is to be seen."""
        self.setWidget(ground)

    def event(self, event: QEvent) -> bool:
        """Qt styles an area just before it shows it."""
        if event.type() == QEvent.Type.Polish:
            self._is_styled = True
            ground, self._awaited = self._awaited, None
            if ground is not None:
                self.put_in(ground)
        return super().event(event)
