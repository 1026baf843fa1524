"""How the lines of the search are painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.frame.findings import Finding, FindingHead
from ui.theme.scale import BODY, CAPTION, REGULAR, SMALL, STRONG
from ui.theme.theme import Theme
from ui.widgets.inline import draw_key, key_width
from ui.widgets.painting import RIGHT, Brush, Look, width_of
from ui.widgets.risk_badge import badge_width, draw_badge
from ui.widgets.row_list import RowList, RowRole

_HEAD, _ROW = 30, 44


class PaletteDelegate(QStyledItemDelegate):
    """Paints `Finding` and `FindingHead`."""

    def __init__(self, view: RowList) -> None:
        super().__init__(view)
        self._theme: Theme = view.theme

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Heads 30 high, lines 44."""
        is_head = isinstance(index.data(RowRole.ROW), FindingHead)
        return QSize(0, self._theme.px(_HEAD if is_head else _ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one line."""
        line, area = index.data(RowRole.ROW), QRectF(option.rect)
        painter.save()
        brush, px = Brush(painter, self._theme), self._theme.px
        if isinstance(line, FindingHead):
            words = area.adjusted(px(16), px(9), -px(16), -px(4))
            brush.words(line.title, words, font=self._theme.font(CAPTION, STRONG), ink="text3")
        elif isinstance(line, Finding):
            box = area.adjusted(px(6), 0, -px(6), 0)
            _draw_ground(brush, box, option)
            inner = box.adjusted(px(12), 0, -px(12), 0)
            at = QPointF(inner.left() + px(2), inner.center().y() - px(20) / 2)
            brush.icon(line.icon, at, ink="text2", size=20)
            inner.setRight(_draw_end(brush, inner, line) - px(10))
            _draw_words(brush, inner.adjusted(px(34), 0, 0, 0), line)
        painter.restore()


def _draw_ground(brush: Brush, box: QRectF, option: QStyleOptionViewItem) -> None:
    px = brush.theme.px
    if option.state & QStyle.StateFlag.State_Selected:
        brush.box(box, Look("selected", "", ""), radius=px(6))
        inset = px(9)
        mark = QRectF(box.left(), box.top() + inset, px(3), box.height() - 2 * inset)
        brush.bar(mark, "accent")
    elif option.state & QStyle.StateFlag.State_MouseOver:
        brush.box(box, Look("hover", "", ""), radius=px(6))


def _draw_words(brush: Brush, area: QRectF, finding: Finding) -> None:
    theme, middle = brush.theme, area.center().y()
    first = QRectF(area.left(), middle - theme.px(18), area.width(), theme.px(20))
    second = QRectF(area.left(), middle + theme.px(1), area.width(), theme.px(17))
    if not finding.detail:
        first.moveTop(middle - first.height() / 2)
    left = first.left()
    for words, weight in _parts(finding):
        rest = QRectF(left, first.top(), max(0.0, first.right() - left), first.height())
        left += brush.words(words, rest, font=theme.font(BODY, weight), ink="text")
    brush.words(finding.detail, second, font=theme.font(CAPTION), ink="text3")


def _parts(finding: Finding) -> list[tuple[str, QFont.Weight]]:
    """The title, with what was typed set off in strong letters."""
    start = finding.title.casefold().find(finding.match.casefold()) if finding.match else -1
    if start < 0:
        return [(finding.title, REGULAR)]
    end = start + len(finding.match)
    parts = (
        (finding.title[:start], REGULAR),
        (finding.title[start:end], STRONG),
        (finding.title[end:], REGULAR),
    )
    return [(words, weight) for words, weight in parts if words]


def _draw_end(brush: Brush, area: QRectF, finding: Finding) -> float:
    """Risk, word or key at the right end; gives where it begins."""
    theme, middle = brush.theme, area.center().y()
    if finding.risk is not None:
        width, height = badge_width(finding.risk, theme), theme.px(26)
        badge = QRectF(area.right() - width, middle - height / 2, width, height)
        draw_badge(brush, badge, finding.risk)
        return badge.left()
    if finding.aside:
        font = theme.font(SMALL)
        brush.words(finding.aside, area, font=font, ink="text2", align=RIGHT)
        return area.right() - width_of(finding.aside, font)
    if finding.shortcut:
        left = area.right() - key_width(finding.shortcut, theme)
        draw_key(brush, finding.shortcut, QPointF(left, middle), edge="line2")
        return left
    return area.right()
