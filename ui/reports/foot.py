"""Under the figures: how far they reach, what is hidden, and the ways to a file."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QWidget

from ui.reports.view_model import ReportsViewModel
from ui.reports.wording import foot_words
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.flow import Flow
from ui.widgets.label import Label
from ui.widgets.toast import PINNED

_WORKING = "Working the figures out. You can go on meanwhile."


class Foot(QFrame):
    """Signals: `file_wanted(str, bool)` with the shape, pdf or xlsx, and whether it is for
    somebody outside.
    """

    file_wanted = Signal(str, bool)

    def __init__(
        self, model: ReportsViewModel, theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self.setProperty("role", "deskbar")
        self.words = Label("", "small", wraps=True)
        self.table = Button("Table", theme, icon="download", spoken="Save a quarter as a table")
        self.report = Button("Report", theme, icon="download", spoken="Save a quarter as pages")
        self.outside = Button("For outside the trust", theme, role="primary", icon="shield")
        buttons, held = Flow(theme, gap=8), QWidget()
        held.setLayout(buttons)
        for button in (self.table, self.report, self.outside):
            buttons.addWidget(button)
        self._row = QHBoxLayout(self)
        Spacing(self._row, theme, margins=(20, 10, 20, 10), gap=16)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(held)
        self.table.clicked.connect(lambda: self.file_wanted.emit("xlsx", False))
        self.report.clicked.connect(lambda: self.file_wanted.emit("pdf", False))
        self.outside.clicked.connect(lambda: self.file_wanted.emit("pdf", True))
        model.changed.connect(self.show_state)
        self.show_state()

    def stack(self, *, is_stacked: bool) -> None:
        """Put the words above the buttons, or beside them; stacked it scrolls with the page."""
        self.setObjectName("" if is_stacked else PINNED)
        way = QBoxLayout.Direction
        self._row.setDirection(way.TopToBottom if is_stacked else way.LeftToRight)

    def show_state(self) -> None:
        """Say how the figures stand."""
        model = self._model
        if model.shown is None or model.worked_out is None or model.is_working:
            self.words.setText(_WORKING)
            return
        at, now = model.worked_out, model.now
        self.words.setText(foot_words(model.shown, model.seen, worked_out=at, now=now))
