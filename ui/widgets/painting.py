"""Strokes that the painted widgets share: boxes, elided words, icons and focus."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from ui.theme.face import Face
from ui.theme.theme import Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
_SMOOTH = QPainter.RenderHint.Antialiasing


@dataclass(frozen=True)
class Look:
    """Fill, edge and ink of one box, each a token; an empty name draws nothing."""

    fill: str
    edge: str
    ink: str
    dashed: bool = False


class Brush:
    """A painter joined with the theme it paints in."""

    def __init__(self, painter: QPainter, theme: Theme) -> None:
        painter.setRenderHint(_SMOOTH)
        self.painter, self.theme = painter, theme

    def box(self, area: QRectF, look: Look, *, radius: float, edge: float = 1.0) -> None:
        """A rounded box whose edge lies wholly inside the area."""
        self.painter.setPen(self.theme.pen(look.edge, edge, dashed=look.dashed))
        self.painter.setBrush(self.theme.fill(look.fill))
        inset = edge / 2 if look.edge else 0.0
        inner = area.adjusted(inset, inset, -inset, -inset)
        self.painter.drawRoundedRect(inner, radius - inset, radius - inset)

    def bar(self, area: QRectF, token: str) -> None:
        """A filled bar with round ends, such as the mark of a chosen row."""
        self.painter.setPen(self.theme.pen(""))
        self.painter.setBrush(self.theme.fill(token))
        end = min(area.width(), area.height()) / 2
        self.painter.drawRoundedRect(area, end, end)

    def rule(self, start: QPointF, end: QPointF, token: str = "line") -> None:
        """A line one pixel thin."""
        self.painter.setPen(self.theme.pen(token))
        self.painter.drawLine(start, end)

    def words(
        self,
        text: str,
        area: QRectF,
        *,
        font: Face,
        ink: str,
        align: Qt.AlignmentFlag = LEFT,
    ) -> float:
        """One line, elided at the area's width; gives the width really drawn."""
        shown, width = font.cut(text, area.width())
        self.painter.setFont(font)
        self.painter.setPen(self.theme.colour(ink))
        self.painter.drawText(area, align, shown)
        return width

    def icon(self, name: str, at: QPointF, *, ink: str, size: int) -> None:
        """An icon with its upper left corner at a point; `size` is given at 100 %."""
        device = self.painter.device()
        ratio = device.devicePixelRatioF() if device is not None else 1.0
        self.painter.drawPixmap(at, self.theme.pixmap(name, ink=ink, size=size, ratio=ratio))

    def focus(self, area: QRectF, *, radius: float, token: str = "focus") -> None:
        """The ring of what has focus, inside an area and without a gap."""
        self.box(area, Look("", token, ""), radius=radius, edge=2.0)


def width_of(text: str, font: Face) -> float:
    """How wide a line of text is in a font."""
    return font.width_of(text)
