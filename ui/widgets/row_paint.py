"""How the chosen row of any list is drawn, and the head of a group."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.theme.scale import SMALL, STRONG
from ui.widgets.bar_room import BAR
from ui.widgets.painting import Brush, Look, width_of


def draw_ground(brush: Brush, area: QRectF, option: QStyleOptionViewItem) -> None:
    """Tint, bar and focus of a chosen row, or the ground of one under the mouse."""
    radius = brush.theme.px(8)
    if option.state & QStyle.StateFlag.State_Selected:
        brush.box(area, Look("selected", "", ""), radius=radius)
        mark = QRectF(area.left(), area.top(), brush.theme.px(3), area.height())
        inset = brush.theme.px(9)
        if option.widget.hasFocus():
            mark.translate(2, 0)
            brush.focus(area, radius=radius)
        brush.bar(mark.adjusted(0, inset, 0, -inset), "accent")
    elif option.state & QStyle.StateFlag.State_MouseOver:
        brush.box(area, Look("hover", "", ""), radius=radius)


def draw_head(brush: Brush, area: QRectF, name: str, *, aside: str = "") -> None:
    """A group's name, a quiet word, and a rule to the margin that the scroll bar lies in."""
    theme, font = brush.theme, brush.theme.font(SMALL, STRONG)
    line = area.adjusted(theme.px(20), 0, theme.px(BAR - 20), 0)
    left = line.left() + brush.words(name, line, font=font, ink="text2") + theme.px(8)
    if aside:
        quiet = theme.font(SMALL)
        rest = QRectF(left, line.top(), line.right() - left, line.height())
        brush.words(aside, rest, font=quiet, ink="text3")
        left += width_of(aside, quiet) + theme.px(8)
    middle = line.center().y() + 0.5
    brush.rule(QPointF(left, middle), QPointF(line.right(), middle))
