"""One step: its number, strong words, then plain ones, in as many lines as they need."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from app.forms.steps import Step
from ui.theme.scale import CAPTION, STRONG
from ui.theme.theme import Theme
from ui.widgets.painting import CENTRE, Brush, Look
from ui.widgets.spoken import Role, give_role
from ui.widgets.strong_words import laid_out

_MARK, _GAP, _LEAST = 20, 10, 21
_MOST_KEPT = 8


class StepRow(QAbstractButton):
    """A step; one that belongs to an input can be pressed and leads there.

    Signals: `wanted(str)` with the input's field.
    """

    wanted = Signal(str)

    def __init__(self, number: int, step: Step, theme: Theme) -> None:
        super().__init__()
        self._number, self._theme, self.step = number, theme, Step("")
        self._kept: dict[tuple[float, str, bool], QTextLayout] = {}
        self.leads = bool(step.field)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._be_reached()
        self.show_step(step)
        self.clicked.connect(self._on_clicked)
        theme.changed.connect(self._follow_theme)

    def show_step(self, step: Step) -> None:
        """Be another step, one that leads somewhere if this one did; the same changes nothing."""
        if step == self.step:
            return
        self.step = step
        words = f"{step.strong} {step.text}".strip()
        self.setText(words)
        self.setAccessibleName(f"{self._number}. {words}")
        self.updateGeometry()
        self.update()

    def _be_reached(self) -> None:
        """As a button if it leads somewhere; what it is to a screen reader never changes."""
        if self.leads:
            self.setAttribute(Qt.WidgetAttribute.WA_Hover)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            give_role(self, Role.Button)
        else:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            give_role(self, Role.StaticText)

    def hasHeightForWidth(self) -> bool:
        """The narrower the row, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines at a width."""
        layout = self._laid_out(width - self._indent())
        return max(self._theme.px(_LEAST), math.ceil(layout.boundingRect().height()) + 2)

    def sizeHint(self) -> QSize:
        """Wide enough for a few words."""
        width = self._theme.px(240)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow, in more lines."""
        return QSize(self._theme.px(140), self._theme.px(_LEAST))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw disc, number and words; underlined while the mouse or the focus is on it."""
        theme, brush = self._theme, Brush(QPainter(self), self._theme)
        urgent = Look("warnFill", "warnLine", "onWarn")
        look = urgent if self.step.is_urgent else Look("surface", "control", "text2")
        disc = QRectF(0.0, 0.0, theme.px(_MARK), theme.px(_MARK))
        brush.box(disc, look, radius=disc.height() / 2)
        font = theme.font(CAPTION, STRONG)
        brush.words(str(self._number), disc, font=font, ink=look.ink, align=CENTRE)
        layout = self._laid_out(self.width() - self._indent())
        brush.painter.setPen(theme.colour("text"))
        layout.draw(brush.painter, QPointF(self._indent(), 1.0))

    def _laid_out(self, width: float) -> QTextLayout:
        """The lines at a width: a column asks for their height many times, and paint once more."""
        key = (width, self.text(), self._is_underlined())
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = self._lay_out(width)
        return self._kept[key]

    def _lay_out(self, width: float) -> QTextLayout:
        return laid_out(
            self.text(),
            self._theme,
            strong=len(self.step.strong),
            width=width,
            underlined=self._is_underlined(),
        )

    def _is_underlined(self) -> bool:
        return bool(self.step.field) and self.underMouse()

    def _follow_theme(self) -> None:
        self._kept.clear()
        self.updateGeometry()

    def _indent(self) -> int:
        return self._theme.px(_MARK + _GAP)

    def _on_clicked(self) -> None:
        if self.step.field:
            self.wanted.emit(self.step.field)
