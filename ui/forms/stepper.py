"""A small whole number, typed or stepped."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from app.domain.encoding import Value
from app.forms.definition import Field
from ui.forms.editor import Editor
from ui.theme.theme import Theme
from ui.widgets.painting import Brush, Look

_STEPS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Plus: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Minus: -1,
}


class Stepper(Editor):
    """Less, the number, more. A blank is a dash: it is not 0.

    Up and Down step, figures are typed, Delete clears.
    """

    def __init__(self, field: Field, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(field, theme, parent=parent)
        self._line = QLineEdit()
        self._line.setProperty("role", "bare")
        self._line.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._line.setAccessibleName(self.spoken)
        self._line.setAccessibleDescription("A number; Up and Down change it")
        self._line.setPlaceholderText("–")
        self._line.textEdited.connect(self.tell)
        self._line.installEventFilter(self)
        less = _StepButton("minus", f"{self.spoken}: one less", theme)
        more = _StepButton("plus", f"{self.spoken}: one more", theme)
        less.clicked.connect(self._on_less)
        more.clicked.connect(self._on_more)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(less)
        row.addWidget(self._line, 1)
        row.addWidget(more)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Two buttons and room for three figures."""
        return QSize(self.theme.px(116), self.theme.px(36))

    def minimumSizeHint(self) -> QSize:
        """It keeps its size."""
        return self.sizeHint()

    def answer(self) -> Value:
        """The number, or the words typed where they are none."""
        typed = self._line.text().strip()
        if typed.isascii() and typed.isdigit():
            return int(typed)
        return typed or None

    def show_answer(self, value: Value) -> None:
        """Show a number, or a blank."""
        words = "" if value is None else str(value)
        if words != self._line.text():
            self._line.setText(words)

    def entry(self) -> QWidget:
        """The line with the number."""
        return self._line

    def step(self, by: int) -> None:
        """Go up or down as a person does; a blank becomes the lowest number first."""
        now, low, high = self.answer(), self.field.lowest, self.field.highest
        number = now + by if isinstance(now, int) else low
        self.show_answer(max(low, min(number, high or number)))
        self.tell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Step by keys."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = _STEPS.get(Qt.Key(event.key()))
            if by is not None:
                self.step(by)
                return True
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box and the rules between its parts."""
        brush, area = Brush(QPainter(self), self.theme), QRectF(self.rect())
        has_problem, is_focused = self.has_problem(), self._line.hasFocus()
        edge = "danger" if has_problem else "focus" if is_focused else "control"
        width = 2.0 if has_problem else 1.0
        brush.box(area, Look("surface", edge, ""), radius=self.theme.px(6), edge=width)
        for x in (self._line.geometry().left(), self._line.geometry().right() + 1):
            brush.rule(QPointF(x, 1), QPointF(x, area.height() - 2), "line2")

    def _on_less(self) -> None:
        self.step(-1)

    def _on_more(self) -> None:
        self.step(1)


class _StepButton(QPushButton):
    """A sign to press with the mouse; the keys of the line do the same."""

    def __init__(self, icon: str, spoken: str, theme: Theme) -> None:
        super().__init__()
        self._icon, self._theme = icon, theme
        self.setAccessibleName(spoken)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """As high as the box."""
        return QSize(self._theme.px(38), self._theme.px(36))

    def minimumSizeHint(self) -> QSize:
        """It keeps its size."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sign."""
        brush, area = Brush(QPainter(self), self._theme), QRectF(self.rect())
        if self.underMouse():
            inner = area.adjusted(2, 2, -2, -2)
            brush.box(inner, Look("hover", "", ""), radius=self._theme.px(4))
        half = self._theme.px(16) / 2
        at = area.center() - QPointF(half, half)
        brush.icon(self._icon, at, ink="text", size=16)
