"""One question of an instrument as a row of rings that become Yes, No, Declined and Not asked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from app.domain.encoding import Value
from app.forms.definition import Field
from app.forms.lists import Code
from ui.forms.picking import Cell, Picking
from ui.theme.scale import BODY, CAPTION, STRONG
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.icon_mark import IconMark
from ui.widgets.inline import draw_key, key_width
from ui.widgets.label import Label
from ui.widgets.painting import CENTRE, LEFT, Brush, Look, width_of

_ROW, _LETTER, _LEAST_LABEL, _GAP = 36, 30, 120, 4
_LOOKS = {
    "yes": Look("accent", "accent", "onAccent"),
    "no": Look("surface", "text2", "text"),
    "not_asked": Look("surface", "control", "text2", dashed=True),
}
_OTHER = Look("sunken", "control", "text")
_HELD = Look("sunken", "line2", "text3", dashed=True)


def column_width(code: Code, theme: Theme) -> int:
    """How wide a column is, so that its head with its letter and its answer both fit."""
    head = width_of(code.label, theme.font(CAPTION)) + key_width(code.letter, theme)
    pill = width_of(code.label, theme.font(CAPTION, STRONG)) + theme.px(22)
    return max(theme.px(60), round(max(head + theme.px(_GAP + 6), pill) + 0.5))


class AnswerCell(Cell):
    """A ring, the answer's word while its row is at work, or a filled pill once it is picked."""

    def __init__(self, code: Code, row: FourStateRow) -> None:
        super().__init__(code, row)
        self._row, self._column = row, code

    def sizeHint(self) -> QSize:
        """A column's width and a row's height."""
        return QSize(column_width(self._column, self.theme), self.theme.px(_ROW))

    def minimumSizeHint(self) -> QSize:
        """The word is never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what the cell is now."""
        row, theme, area = self._row, self.theme, QRectF(self.rect())
        brush = Brush(QPainter(self), theme)
        if self.isChecked():
            self._draw_pill(brush, area)
        elif row.held_because:
            return
        elif row.is_active() or row.is_stacked:
            font = theme.font(CAPTION)
            brush.words(self.text(), area, font=font, ink="text2", align=CENTRE)
        else:
            brush.painter.setPen(QPen(theme.colour("control"), 1.5))
            brush.painter.setBrush(theme.colour("surface"))
            ring = theme.px(16) / 2 - 0.75
            brush.painter.drawEllipse(area.center(), ring, ring)
        if self.hasFocus():
            brush.focus(area.adjusted(3, 3, -3, -3), radius=theme.px(6))

    def _draw_pill(self, brush: Brush, area: QRectF) -> None:
        theme, font = self.theme, self.theme.font(CAPTION, STRONG)
        look = _HELD if self._row.held_because else _LOOKS.get(self.code, _OTHER)
        width = max(theme.px(44), width_of(self.text(), font) + theme.px(16) + 2)
        height = theme.px(26)
        pill = QRectF(0, 0, width, height)
        pill.moveCenter(area.center())
        brush.box(pill, look, radius=height / 2, edge=1.5)
        brush.words(self.text(), pill, font=font, ink=look.ink, align=CENTRE)


class FourStateRow(Picking):
    """Letter, question and answers of one item.

    Held back without an answer, it shows a lock and the reason in place of the answers and is
    passed over by Tab. Held back with one, it keeps the answer in sight until Delete takes it out.
    """

    def __init__(self, field: Field, theme: Theme, *, parent: QWidget | None = None) -> None:
        codes = field.codes.entries if field.codes else ()
        spoken = f"{field.letter}, {field.label}" if field.letter else field.label
        super().__init__(field, theme, codes=codes, spoken=spoken, parent=parent)
        self.is_stacked = False
        self._label = Label(field.label, wraps=True)
        self._letter = Label(field.letter, "accent")
        self._answers, self._held = QWidget(), _HeldLine(theme)
        cells = QHBoxLayout(self._answers)
        cells.setContentsMargins(0, 0, 0, 0)
        cells.setSpacing(0)
        for code in self.codes:
            cell = AnswerCell(code, self)
            self.add_cell(cell)
            cells.addWidget(cell)
        self._grid = QGridLayout(self)
        Spacing(self._grid, theme, margins=(8, 0, 0, 0), gap=0)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self._letter, 0, 0)
        self._grid.addWidget(self._label, 0, 1)
        self._grid.addWidget(self._held, 0, 3)
        self._grid.addWidget(self._answers, 0, 2)
        self._answers.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._fit)
        self._fit()
        self.show_held("")

    def show_answer(self, value: Value) -> None:
        """Show a code as picked, or none."""
        super().show_answer(value)
        self._show_parts()

    def show_held(self, why: str) -> None:
        """Show a lock and why, and take no answer."""
        self.held_because = why
        self._held.say(why)
        self._show_parts()
        self._describe()
        self.repaint_cells()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the answers below the question where both do not fit beside each other."""
        super().resizeEvent(event)
        least = self.theme.px(_LETTER + _LEAST_LABEL)
        self._stack(self.width() < least + self._answers.sizeHint().width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A tinted box while the focus is in the row, else a rule below it."""
        brush, area = Brush(QPainter(self), self.theme), QRectF(self.rect())
        if self.is_active():
            brush.box(area, Look("selected", "focus", ""), radius=self.theme.px(6), edge=2.0)
        elif self.has_problem():
            brush.box(area, Look("", "danger", ""), radius=self.theme.px(6), edge=2.0)
        else:
            shift = QPointF(0, -0.5)
            brush.rule(area.bottomLeft() + shift, area.bottomRight() + shift)

    def _show_parts(self) -> None:
        is_bare = self.answer() is None
        self._answers.setVisible(not self.held_because or not is_bare)
        self._held.setVisible(bool(self.held_because) and is_bare)
        self._label.set_role("quiet" if self.held_because else "body")
        self.setToolTip(self.held_because)

    def _stack(self, stacked: bool) -> None:  # noqa: FBT001 - the row's one state
        if stacked == self.is_stacked:
            return
        self.is_stacked = stacked
        self._grid.removeWidget(self._answers)
        place = (1, 0, 1, 4) if stacked else (0, 2, 1, 1)
        self._grid.addWidget(self._answers, *place, Qt.AlignmentFlag.AlignLeft)
        self.repaint_cells()

    def _fit(self) -> None:
        self._letter.setMinimumWidth(self.theme.px(_LETTER - 8))
        self._label.setFont(self.theme.font(BODY))
        self.setMinimumHeight(self.theme.px(_ROW))
        self.updateGeometry()


class FourStateHead(QWidget):
    """The words and letters over the columns of four-state rows, and a line about all of them."""

    def __init__(
        self, text: str, codes: Sequence[Code], theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._text, self._codes, self._theme = text, tuple(codes), theme
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Room for all columns."""
        return QSize(self._columns_width(), self._theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """It may be narrower than its columns where the rows below are stacked."""
        return QSize(0, self._theme.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line of words, each column's head and the rule below."""
        theme, brush = self._theme, Brush(QPainter(self), self._theme)
        area, font = QRectF(self.rect()), self._theme.font(CAPTION)
        left = area.right() - self._columns_width()
        is_roomy = left >= theme.px(_LETTER + _LEAST_LABEL)
        line = area.adjusted(0, 0, -self._columns_width() if is_roomy else 0, -theme.px(4))
        brush.words(self._text, line, font=font, ink="text2", align=LEFT)
        if is_roomy:
            for code in self._codes:
                left = self._draw_head(brush, code, left)
        shift = QPointF(0, -0.5)
        brush.rule(area.bottomLeft() + shift, area.bottomRight() + shift, "line2")

    def _draw_head(self, brush: Brush, code: Code, left: float) -> float:
        theme, font = self._theme, self._theme.font(CAPTION)
        width, words = column_width(code, theme), width_of(code.label, font)
        used = words + theme.px(_GAP) + key_width(code.letter, theme)
        start, height = left + (width - used) / 2, self.height() - theme.px(4)
        brush.words(code.label, QRectF(start, 0, words + 1, height), font=font, ink="text2")
        at = QPointF(start + words + theme.px(_GAP), height / 2)
        if theme.letters_act:
            draw_key(brush, code.letter, at, edge="line2")
        return left + width

    def _columns_width(self) -> int:
        return sum(column_width(code, self._theme) for code in self._codes)


class _HeldLine(QWidget):
    """A lock and why the row takes no answer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        Spacing(row, theme, margins=(0, 0, 8, 0), gap=6)
        self._why = Label("", "quiet")
        row.addWidget(IconMark("lock", theme, ink="text3", size=16))
        row.addWidget(self._why)

    def say(self, why: str) -> None:
        """Give the reason."""
        self._why.setText(why)
