"""A choice among few, as joined boxes of which one is filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtGui import QAction, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from app.domain.encoding import Value
from app.forms.definition import Field
from app.forms.lists import Code
from ui.forms.picking import Cell, Picking, renamed
from ui.theme.scale import SMALL, STRONG
from ui.theme.theme import Theme
from ui.widgets.flow import Flow
from ui.widgets.painting import CENTRE, Brush, width_of

_OTHER = Code("", "Other")


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

    `short` gives shorter words for some codes; the full ones are spoken. Codes named in `folded`
    stand together behind the last box, Other, which opens their list; their letters work as those
    of any other code, and the one picked is named on the box.
    """

    def __init__(
        self,
        field: Field,
        theme: Theme,
        *,
        short: Mapping[str, str] | None = None,
        folded: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        codes = field.codes.entries if field.codes else ()
        super().__init__(field, theme, codes=codes, parent=parent)
        self._short, self._folded = short or {}, tuple(folded)
        self._row = Flow(theme, gap=0, parent=self)
        shown = [code for code in self.codes if code.code not in self._folded]
        shown += [_OTHER] if self._folded else []
        for code in shown:
            self._add(code, first=code is shown[0], last=code is shown[-1])
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._menu = QMenu(self)
        self._menu.setAccessibleName(f"{self.spoken}: others")
        self._menu.triggered.connect(self._on_chosen)
        for code in self.codes:
            if code.code in self._folded:
                self._menu.addAction(code.label).setData(code.code)

    def show_answer(self, value: Value) -> None:
        """Show a code as picked, or none."""
        super().show_answer(value)
        other = self.cells.get(_OTHER.code)
        if other is not None:
            labels = {code.code: code.label for code in self.codes}
            label = labels[str(value)] if value in self._folded else ""
            other.setText(self._short.get(str(value), label) if label else _OTHER.label)
            other.setAccessibleName(f"{self.spoken}: {label or 'Other, opens a list'}")
            other.updateGeometry()

    def cell_code(self, code: str) -> str:
        """A folded code is shown by the last box."""
        return _OTHER.code if code in self._folded else code

    def pick(self, code: str | None, *, moves_on: bool = False) -> None:
        """Take an answer; the last box asks which of the folded ones."""
        if code == _OTHER.code and not self.held_because:
            self.show_answer(self.answer())
            last = self.cells[_OTHER.code]
            last.setFocus()
            self._menu.popup(last.mapToGlobal(QPoint(0, last.height())))
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

    def _add(self, code: Code, *, first: bool, last: bool) -> None:
        label = self._short.get(code.code, code.label)
        cell = Segment(renamed(code, label), self, first=first, last=last)
        cell.setAccessibleName(f"{self.spoken}: {code.label}")
        cell.setToolTip(code.label if label != code.label else "")
        self.add_cell(cell)
        self._row.addWidget(cell)
