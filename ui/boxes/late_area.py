"""A scrolling area that takes in what it holds when it is first to be seen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.widgets.bar_room import keep_room


class LateArea(QScrollArea):
    """To scroll a part, Qt measures and styles all of it; done before the page it is on has its
    place in the window, all of that would be done again there.

    One that `keeps_room` has the room of its bar from the start: what is scrolled is not laid out
    anew when the bar comes or goes.
    """

    def __init__(self, parent: QWidget | None = None, *, keeps_room: bool = True) -> None:
        super().__init__(parent)
        self._awaited: QWidget | None = None
        self._is_styled = False
        if keeps_room:
            keep_room(self)

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
