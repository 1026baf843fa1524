"""Where a page is painted, from points that came from elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.attachments.view_model import Drawn
from ui.theme.theme import Theme
from ui.widgets.painting import Brush

_STEP = 60
_MOVES = {
    Qt.Key.Key_Left: (-_STEP, 0),
    Qt.Key.Key_Right: (_STEP, 0),
    Qt.Key.Key_Up: (0, -_STEP),
    Qt.Key.Key_Down: (0, _STEP),
}
_PAGES = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class PictureArea(QWidget):
    """Paints what was drawn, in the middle. Nothing is decoded here.

    Signals: `moved(int, int)` by keys, wheel or dragging, in points; `paged(int)`; `zoom_wanted()`
    at + and -, `turn_wanted()` at T; `room_changed()`.
    """

    moved = Signal(int, int)
    paged = Signal(int)
    zoom_wanted = Signal()
    turn_wanted = Signal()
    room_changed = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image: QImage | None = None
        self._points = b""
        self._held: QPoint | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("ownFocus", True)  # noqa: FBT003 - Qt's own signature
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(1, 1)
        self._problem = ""

    @property
    def room(self) -> tuple[int, int]:
        """How many points of the screen it covers."""
        ratio = self.devicePixelRatioF()
        return int(self.width() * ratio), int(self.height() * ratio)

    def show_drawn(self, drawn: Drawn | None) -> None:
        """Paint this, or nothing."""
        self._image, self._points = None, b""
        if drawn is not None:
            # The image looks into these bytes and does not copy them: they are kept beside it.
            self._points = drawn.points
            form = QImage.Format.Format_RGBX8888
            image = QImage(self._points, drawn.width, drawn.height, drawn.width * 4, form)
            image.setDevicePixelRatio(self.devicePixelRatioF())
            self._image = image
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the page, and the focus ring."""
        painter, area = QPainter(self), QRectF(self.rect())
        painter.fillRect(self.rect(), self._theme.colour("sunken"))
        if self._image is not None:
            size = self._image.deviceIndependentSize()
            left, top = (area.width() - size.width()) / 2, (area.height() - size.height()) / 2
            painter.drawImage(QPointF(int(left), int(top)), self._image)
        if self.hasFocus():
            inset = area.adjusted(2, 2, -2, -2)
            Brush(painter, self._theme).focus(inset, radius=self._theme.px(4))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is more room, or less."""
        super().resizeEvent(event)
        self.room_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, PgUp and PgDn turn pages, + and - change the size, T turns."""
        key = Qt.Key(event.key())
        if key in _MOVES:
            self.moved.emit(*_MOVES[key])
        elif key in _PAGES:
            self.paged.emit(_PAGES[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Equal):
            self.zoom_wanted.emit()
        elif key == Qt.Key.Key_T:
            self.turn_wanted.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Move with the wheel."""
        turned = event.angleDelta()
        self.moved.emit(-turned.x(), -turned.y())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the page."""
        self._held = event.position().toPoint()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the page."""
        if self._held is None:
            return
        at = event.position().toPoint()
        by, self._held = self._held - at, at
        self.moved.emit(by.x(), by.y())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go of the page."""
        self._held = None
