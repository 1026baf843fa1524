"""One line of a checklist: done, not done, does not apply, or not looked at."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.encoding import Value
from app.forms.definition import Field
from ui.forms.cycled import Cycled
from ui.forms.editor import Editor
from ui.forms.moving import move_on
from ui.theme.scale import SMALL
from ui.theme.theme import Theme
from ui.widgets.painting import LEFT, Brush, Look, width_of

WORDS_FROM = 26
"""Where the words of a line begin, at 100 %."""
_END = 6
_MARKS = {"no": "x", "na": "minus"}
_ASIDES = {"no": "no", "na": "does not apply"}


class TickBox(Cycled):
    """The box and its words; what is neither done nor blank is also said in words."""

    def sizeHint(self) -> QSize:
        """Room for box and words, broken into lines where they are long."""
        theme = self.theme
        width = width_of(self._shown(), theme.font(SMALL)) + theme.px(WORDS_FROM + _END)
        return QSize(round(width + 0.5), theme.px(24))

    def minimumSizeHint(self) -> QSize:
        """The words are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw box, sign and words."""
        brush, theme, area = Brush(QPainter(self), self.theme), self.theme, QRectF(self.rect())
        top = area.center().y() - theme.px(18) / 2
        is_done = self.code == "yes"
        name, ink = ("boxon", "accent") if is_done else ("box", "text2")
        brush.icon(name, QPointF(0, top), ink=ink, size=18)
        mark = _MARKS.get(self.code or "")
        if mark:
            brush.icon(mark, QPointF(theme.px(3), top + theme.px(3)), ink="text2", size=12)
        words = area.adjusted(theme.px(WORDS_FROM), 0, 0, 0)
        brush.words(self._shown(), words, font=theme.font(SMALL), ink="text", align=LEFT)
        if self.hasFocus():
            box = QRectF(area.left(), area.top(), area.width(), area.height())
            brush.box(box, Look("", "focus", ""), radius=theme.px(4), edge=2.0)

    def _shown(self) -> str:
        aside = _ASIDES.get(self.code or "", "")
        return f"{self.text()}: {aside}" if aside else self.text()


class TickLine(Editor):
    """The input of one line."""

    def __init__(self, field: Field, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(field, theme, parent=parent)
        codes = field.codes.entries if field.codes else ()
        self._box = TickBox(field.label, codes, theme, blank="not looked at")
        self._box.setProperty("ownFocus", True)
        self._box.changed.connect(self._on_changed)
        self._box.moved_on.connect(self._on_moved_on)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self._box, 0, Qt.AlignmentFlag.AlignLeft)

    def answer(self) -> Value:
        """The code, or None for a line not looked at."""
        return self._box.code

    def show_answer(self, value: Value) -> None:
        """Show a code."""
        self._box.show_code(None if value is None else str(value))

    def entry(self) -> QWidget:
        """The box."""
        return self._box

    def _on_changed(self) -> None:
        self.tell()

    def _on_moved_on(self) -> None:
        move_on(self._box)
