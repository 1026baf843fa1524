"""One ring that follows whatever has focus, outside the control and never in the way."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from ui.theme.theme import Theme
from ui.widgets.painting import Brush, Look

_WIDTH, _GAP, _CORNER = 2, 2, 8
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide)


class FocusRing(QWidget):
    """Lies over a window, lets the mouse through, and is told to no screen reader.

    A widget with the property `ownFocus` draws its own; one with `roundEnds` gets a round ring. A
    line without an edge of its own has `boxed`: the ring goes round the box that it lies in.
    """

    def __init__(self, window: QWidget, theme: Theme, application: QApplication) -> None:
        super().__init__(window)
        self._window, self._theme = window, theme
        self._followed: QWidget | None = None
        self._around: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        application.focusChanged.connect(self._on_focus_changed)
        theme.changed.connect(self._place)
        self.hide()

    @property
    def followed(self) -> QWidget | None:
        """The widget that the ring is drawn round, if any."""
        return self._followed

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with the widget, and with whatever it lies in."""
        if event.type() in _MOVES:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring, cut off where its widget is scrolled out of sight."""
        followed = self._followed
        if followed is None or not shiboken6.isValid(followed):
            return
        sight = self._sight(followed).translated(-self.pos())
        area = QRectF(self.rect())
        width = self._theme.px(_WIDTH)
        is_round = bool(followed.property("roundEnds"))
        painter = QPainter(self)
        painter.setClipRect(sight)
        radius = area.height() / 2 if is_round else self._theme.px(_CORNER)
        Brush(painter, self._theme).box(area, Look("", "focus", ""), radius=radius, edge=width)

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        self._leave()
        if new is None or not self._window.isAncestorOf(new) or new.property("ownFocus"):
            return
        followed = (new.parentWidget() or new) if new.property("boxed") else new
        self._followed, self._around = followed, self._chain(followed)
        for widget in self._around:
            widget.installEventFilter(self)
        self._place()

    def _leave(self) -> None:
        for widget in self._around:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._followed, self._around = None, []
        self.hide()

    def _chain(self, innermost: QWidget) -> list[QWidget]:
        chain: list[QWidget] = []
        widget: QWidget | None = innermost
        while widget is not None and widget is not self._window:
            chain.append(widget)
            widget = widget.parentWidget()
        return chain

    def _place(self) -> None:
        if self._followed is None or not shiboken6.isValid(self._followed):
            self._leave()
            return
        if not self._followed.isVisible():
            self.hide()
            return
        out = self._theme.px(_WIDTH) + self._theme.px(_GAP)
        corner = self._followed.mapTo(self._window, QPoint(0, 0))
        area = QRect(corner, self._followed.size()).adjusted(-out, -out, out, out)
        if area != self.geometry():
            self.setGeometry(area)
        self.raise_()
        self.show()
        self.update()

    def _sight(self, followed: QWidget) -> QRect:
        """What of the window is not scrolled away; a page may have moved its parts meanwhile."""
        sight = self._window.rect()
        for widget in self._chain(followed)[1:]:
            if isinstance(widget.parentWidget(), QAbstractScrollArea):
                sight &= QRect(widget.mapTo(self._window, QPoint(0, 0)), widget.size())
        return sight
