"""The panel beside Reports: what to raise at the next meeting, in words that name nobody."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.boxes.column_area import ColumnArea
from ui.practice.view_model import PracticeViewModel
from ui.practice.wording import point_words
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.bar_room import BAR
from ui.widgets.label import Label
from ui.widgets.note_box import NoteBox
from ui.widgets.section_heading import SectionHeading

_FEW = "Fewer than five are not counted here: they could be somebody."


class PracticePanel(ColumnArea):
    """Follows the figures."""

    def __init__(
        self, model: PracticeViewModel, theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme
        self.setProperty("role", "canvas")
        self.setAccessibleName("For the next meeting")
        ground = QFrame()
        ground.setProperty("role", "canvas")
        column = QVBoxLayout(ground)
        Spacing(column, theme, margins=(16, 14, 16 - BAR, 10), gap=10)
        column.addWidget(SectionHeading("For the next meeting", theme))
        self._points = QVBoxLayout()
        Spacing(self._points, theme, gap=8)
        column.addLayout(self._points)
        column.addWidget(Label(_FEW, "quiet", wraps=True))
        column.addStretch(1)
        self.hold(ground)
        model.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Show what there is to raise now."""
        while (item := self._points.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown = self._model.shown
        for point in () if shown is None else shown.points:
            strong, text = point_words(point)
            self._points.addWidget(NoteBox("plain", self._theme, strong=strong, text=text))
