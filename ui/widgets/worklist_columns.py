"""Where the columns of a work row stand, broad or stacked."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from ui.theme.breadth import Breadth
from ui.theme.theme import Theme


@dataclass(frozen=True)
class _Widths:
    """Clock, contact, risk, action and gap, and the row's height, at 100 %."""

    clock: int
    contact: int
    risk: int
    action: int
    gap: int
    height: int


_WIDTHS = {
    Breadth.FOLDED: _Widths(116, 200, 112, 0, 10, 134),
    Breadth.NARROW: _Widths(112, 146, 116, 106, 8, 52),
    Breadth.NORMAL: _Widths(116, 176, 112, 106, 10, 52),
    Breadth.WIDE: _Widths(132, 230, 140, 122, 10, 56),
}
_OUTER, _LEFT, _RIGHT, _STEP = 8, 12, 10, 32
"""Outside a row is room at the left alone: at the right its bar has it."""


@dataclass(frozen=True)
class Columns:
    """The place of everything in one row."""

    box: QRectF
    clock: QRectF
    words: QRectF
    contact: QRectF
    risk: QRectF
    action: QRectF


def row_height(breadth: Breadth, theme: Theme) -> int:
    """How high a row is, in pixels now."""
    return theme.px(_WIDTHS[breadth].height)


def columns_of(area: QRectF, breadth: Breadth, theme: Theme) -> Columns:
    """The columns of a row that takes this area."""
    box = area.adjusted(theme.px(_OUTER), 0, 0, 0)
    inner = box.adjusted(theme.px(_LEFT), 0, -theme.px(_RIGHT), 0)
    if breadth == Breadth.FOLDED:
        return _stacked(box, inner, theme)
    widths, gap = _WIDTHS[breadth], theme.px(_WIDTHS[breadth].gap)
    right, places = inner.right(), []
    for width in (widths.action, widths.risk, widths.contact):
        left = right - theme.px(width)
        places.append(QRectF(left, inner.top(), theme.px(width), inner.height()))
        right = left - gap
    action, risk, contact = places
    clock = QRectF(inner.left(), inner.top(), theme.px(widths.clock), inner.height())
    start = clock.right() + gap
    words = QRectF(start, inner.top(), right - start, inner.height())
    return Columns(box, clock, words, contact, risk, _button(action, theme))


def _stacked(box: QRectF, inner: QRectF, theme: Theme) -> Columns:
    widths, gap = _WIDTHS[Breadth.FOLDED], theme.px(10)
    first = QRectF(inner.left(), inner.top() + theme.px(2), inner.width(), theme.px(50))
    clock = QRectF(first.left(), first.top(), theme.px(widths.clock), first.height())
    start = clock.right() + gap
    words = QRectF(start, first.top(), first.right() - start, first.height())
    second = QRectF(inner.left(), first.bottom(), inner.width(), theme.px(_STEP + 4))
    contact = QRectF(start, second.top(), second.right() - start, second.height())
    risk = QRectF(contact)
    risk.setLeft(second.right() - theme.px(widths.risk))
    contact.setRight(risk.left() - gap)
    third = QRectF(inner.left(), second.bottom(), inner.width(), theme.px(_STEP + 8))
    return Columns(box, clock, words, contact, risk, _button(third, theme))


def _button(area: QRectF, theme: Theme) -> QRectF:
    half = theme.px(32) / 2
    return QRectF(area.left(), area.center().y() - half, area.width(), 2 * half)
