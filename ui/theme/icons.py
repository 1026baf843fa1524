"""The line icons, drawn in a colour and a size and kept for the next time."""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from ui.theme.tokens import Colours

_NAMED_COLOUR = re.compile(r"var\(--(\w+)\)")


class Icons:
    """Icons of `resources/icons` in the colours of one theme.

    An icon's own `currentColor` becomes the ink asked for, and a `var(--token)` that token.
    """

    def __init__(self, colours: Colours) -> None:
        self._colours = colours
        self._drawn: dict[tuple[str, str, int, float], QPixmap] = {}

    def pixmap(self, name: str, *, ink: str, size: int, ratio: float = 1.0) -> QPixmap:
        """An icon `size` logical pixels wide and high, on a screen of this pixel ratio.

        `ink` is a token. Raises FileNotFoundError for a name that has no icon.
        """
        key = (name, ink, size, ratio)
        if key not in self._drawn:
            self._drawn[key] = _draw(self._tinted(name, ink), size=size, ratio=ratio)
        return self._drawn[key]

    def _tinted(self, name: str, ink: str) -> bytes:
        drawing = _source(name).replace("currentColor", self._colours[ink])
        return _NAMED_COLOUR.sub(lambda named: self._colours[named[1]], drawing).encode()


def read_all() -> None:
    """Read every icon from disk, so that none is read while something is painted."""
    for file in resources.names("icons", ".svg"):
        _source(file.removesuffix(".svg"))


@cache
def _source(name: str) -> str:
    return resources.read_text(f"icons/{name}.svg")


def _draw(drawing: bytes, *, size: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
