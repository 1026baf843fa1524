"""The points of a checklist: the first in sight, the rest folded, and how many are done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.forms.definition import Field, Kind
from ui.forms.editor import Editor
from ui.forms.labelled import Labelled
from ui.forms.moments import DayLine
from ui.forms.tick_line import WORDS_FROM, TickLine
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.section_heading import SectionHeading


class Points(QWidget):
    """One line for each field: a tick, or a day with its label.

    With more than `shown` the others are folded; `parts` are all of them for whoever joins them
    with what they answer.
    """

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        theme: Theme,
        *,
        now: Callable[[], datetime],
        shown: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title, self._theme, self._now = title, theme, now
        self._heading = SectionHeading(title, theme, counts=True)
        self.parts = [self._part(field) for field in fields]
        self._folded = self.parts[shown:] if 0 < shown < len(self.parts) else []
        self.more = Button(f"{len(self._folded)} more", theme, role="quiet", small=True)
        self.more.setAccessibleName(f"{len(self._folded)} more points")
        column = QVBoxLayout(self)
        Spacing(column, theme)
        column.addWidget(self._heading)
        for part in self.parts:
            column.addWidget(part)
        below = QHBoxLayout()
        Spacing(below, theme, margins=(WORDS_FROM, 0, 0, 0))
        below.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(below)
        self.more.clicked.connect(self.unfold)
        self.fold()

    @property
    def editors(self) -> list[Editor]:
        """The inputs in their order."""
        return [part.editor if isinstance(part, Labelled) else part for part in self.parts]

    def show_count(self, done: int) -> None:
        """Say how many were looked at."""
        self._heading.show_words(self._title, aside=f"{done} of {len(self.parts)}")

    def fold(self) -> None:
        """Put the others out of sight again."""
        self._show_folded(is_open=False)

    def unfold(self) -> None:
        """Bring the others into sight; the focus goes to the first of them."""
        had_focus = self.more.hasFocus()
        self._show_folded(is_open=True)
        if had_focus and self._folded:
            first = self._folded[0]
            (first.editor if isinstance(first, Labelled) else first).enter()

    def open_for(self, editor: Editor) -> None:
        """Unfold if this input is among the others."""
        if any(part is editor or part.isAncestorOf(editor) for part in self._folded):
            self.unfold()

    def _show_folded(self, *, is_open: bool) -> None:
        for part in self._folded:
            part.setVisible(is_open)
        self.more.setVisible(bool(self._folded) and not is_open)

    def _part(self, field: Field) -> Editor | Labelled:
        if field.kind is Kind.DATE:
            day = Labelled(DayLine(field, self._theme, now=self._now), self._theme)
            day.setContentsMargins(0, self._theme.px(8), 0, 0)
            return day
        return TickLine(field, self._theme)
