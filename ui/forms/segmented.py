"""A choice among few, as joined boxes of which one is filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from app.domain.encoding import Value
from app.forms.definition import Field
from app.forms.lists import Code
from ui.forms.picking import Cell, Picking
from ui.theme.scale import SMALL, STRONG
from ui.theme.theme import Theme
from ui.widgets.flow import Flow
from ui.widgets.painting import CENTRE, Brush, width_of


class Segment(Cell):
    """One box of the row; its words are strong and its fill the accent once it is picked."""

    def __init__(self, code: Code, group: Segmented, *, first: bool, last: bool) -> None:
        super().__init__(code, group)
        self._row, self._first, self._last = group, first, last
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Room for the words, strong or plain."""
        theme, words = self.theme, self.text()
        fonts = (theme.font(SMALL), theme.font(SMALL, STRONG))
        widest = max(width_of(words, font) for font in fonts)
        return QSize(round(widest + theme.px(18) + 0.5), theme.px(34))

    def minimumSizeHint(self) -> QSize:
        """The words are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, edges and words."""
        theme, area = self.theme, QRectF(self.rect())
        brush = Brush(QPainter(self), theme)
        is_on, is_held = self.isChecked(), not self.isEnabled()
        rest = "hover" if self.underMouse() and not is_held else "surface"
        fill = "accent" if is_on and not is_held else "sunken" if is_held else rest
        edge = "danger" if self._row.has_problem() else "control"
        self._draw_box(brush, area, fill=fill, edge=edge)
        ink = "disabled" if is_held else "onAccent" if is_on else "text"
        font = theme.font(SMALL, STRONG) if is_on else theme.font(SMALL)
        brush.words(self.text(), area, font=font, ink=ink, align=CENTRE)
        if self.hasFocus():
            ring = "onAccent" if is_on else "focus"
            brush.focus(area.adjusted(2, 2, -2, -2), radius=theme.px(4), token=ring)

    def _draw_box(self, brush: Brush, area: QRectF, *, fill: str, edge: str) -> None:
        """A box whose outer corners are round; the one to its right shares its edge."""
        width = 2.0 if edge == "danger" else 1.0
        inset = width / 2
        inner = area.adjusted(inset, inset, -inset if self._last else inset, -inset)
        radius = self.theme.px(6)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(inner, radius, radius)
        if not self._first:
            path.addRect(inner.adjusted(0, 0, -radius, 0))
        if not self._last:
            path.addRect(inner.adjusted(radius, 0, 0, 0))
        brush.painter.setClipRect(area)
        brush.painter.setPen(QPen(self.theme.colour(edge), width))
        brush.painter.setBrush(self.theme.colour(fill))
        brush.painter.drawPath(path.simplified())


class Segmented(Picking):
    """The boxes, in as many lines as the width asks for.

    `short` gives shorter words for some codes; the full ones are spoken. `folded` names boxes that
    stand for several codes each and open their list; the letters of these codes work as those of
    any other, and the one picked is named on its box.
    """

    def __init__(
        self,
        field: Field,
        theme: Theme,
        *,
        short: Mapping[str, str] | None = None,
        folded: Mapping[str, Sequence[str]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        codes = field.codes.offered if field.codes else ()
        super().__init__(field, theme, codes=codes, parent=parent)
        self._short, self._folded = short or {}, folded or {}
        self._box_of = {code: box for box, among in self._folded.items() for code in among}
        self._labels = {code.code: code.label for code in self.codes}
        self._menus: dict[str, QMenu] = {}
        self._row = Flow(theme, gap=0, parent=self)
        shown = list(dict.fromkeys(self.cell_code(code.code) for code in self.codes))
        for code in shown:
            self._add(code, first=code == shown[0], last=code == shown[-1])
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def show_answer(self, value: Value) -> None:
        """Show a code as picked, or none."""
        super().show_answer(value)
        for box in self._folded:
            label = self._labels[str(value)] if self._box_of.get(str(value)) == box else ""
            cell = self.cells[box]
            cell.setText(self._short.get(str(value), label) if label else box)
            cell.setAccessibleName(f"{self.spoken}: {label or f'{box}, opens a list'}")
            cell.updateGeometry()

    def cell_code(self, code: str) -> str:
        """A folded code is shown by the box that stands for it."""
        return self._box_of.get(code, code)

    def pick(self, code: str | None, *, moves_on: bool = False) -> None:
        """Take an answer; a box of several codes asks which of them."""
        if code in self._menus and not self.held_because:
            self.show_answer(self.answer())
            cell = self.cells[code]
            cell.setFocus()
            self._menus[code].popup(cell.mapToGlobal(QPoint(0, cell.height())))
            return
        super().pick(code, moves_on=moves_on)

    def show_held(self, why: str) -> None:
        """Refuse answers for a reason."""
        self.held_because = why
        for cell in self.cells.values():
            cell.setEnabled(not why)
        self._describe()

    def _on_chosen(self, action: QAction) -> None:
        self.pick(str(action.data()))

    def _add(self, code: str, *, first: bool, last: bool) -> None:
        label = self._short.get(code, self._labels.get(code, code))
        cell = Segment(Code(code, label), self, first=first, last=last)
        full = self._labels.get(code, f"{code}, opens a list")
        cell.setAccessibleName(f"{self.spoken}: {full}")
        cell.setToolTip(full if label != full else "")
        self.add_cell(cell)
        self._row.addWidget(cell)
        if code in self._folded:
            self._menus[code] = self._menu_of(code)

    def _menu_of(self, box: str) -> QMenu:
        menu = QMenu(self)
        menu.setAccessibleName(f"{self.spoken}: {box}")
        menu.triggered.connect(self._on_chosen)
        for code in self._folded[box]:
            menu.addAction(self._labels[code]).setData(code)
        return menu
