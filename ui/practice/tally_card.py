"""The tally of a clinic: one press a patient, no name, each press written at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.forms.directory import Place
from ui.practice.view_model import PracticeViewModel
from ui.practice.wording import tally_words
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.flow import Flow
from ui.widgets.label import Label
from ui.widgets.painting import Brush, Look
from ui.widgets.section_heading import SectionHeading
from ui.widgets.spoken import announce

_KEYS = {"A": "asked", "N": "not_safe", "D": "disclosed"}
_WORDS = {"asked": "Asked", "not_safe": "Not safe to ask", "disclosed": "Asked, disclosed"}
_ABOUT = "One press for each patient, and no name: it can be used in any clinic."


class TallyCard(QFrame):
    """Letters count while the focus is on one of its buttons; U or Ctrl+Z takes one back."""

    def __init__(
        self,
        model: PracticeViewModel,
        sites: Sequence[Place],
        theme: Theme,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme
        self.buttons = {
            result: Button(_WORDS[result], theme, key=key) for key, result in _KEYS.items()
        }
        self.undo = Button("Take back", theme, icon="undo", key="U")
        self.place = ChoiceBox(theme, spoken="Counted at")
        for site in sites:
            self.place.addItem(site.name, site.code)
        self._counts = Label("", "body", wraps=True)
        self._lay_out(theme)
        for result, button in self.buttons.items():
            button.clicked.connect(partial(model.count, result))
        self.undo.clicked.connect(model.undo)
        self.place.activated.connect(self._on_place)
        model.changed.connect(self.show_state)
        model.counted.connect(self._on_counted)
        self.setFocusProxy(self.buttons["asked"])
        self.show_state()

    def show_state(self) -> None:
        """Show the counts of the place counted at."""
        at = self.place.findData(self._model.counted_at)
        self.place.setCurrentIndex(at)
        self._counts.setText(tally_words(self._model.tally))
        self.undo.setEnabled(self._model.may_undo)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter counts; what is not one goes on to the page."""
        letter = event.text().upper()
        if not event.modifiers() and letter in _KEYS:
            self._model.count(_KEYS[letter])
        elif not event.modifiers() and letter == "U":
            self._model.undo()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card."""
        brush = Brush(QPainter(self), self._theme)
        brush.box(QRectF(self.rect()), Look("canvas", "line", ""), radius=self._theme.px(8))

    def _lay_out(self, theme: Theme) -> None:
        column, row = QVBoxLayout(self), QWidget()
        Spacing(column, theme, margins=(16, 12, 16, 12), gap=8)
        flow = Flow(theme)
        row.setLayout(flow)
        for button in (*self.buttons.values(), self.undo):
            flow.addWidget(button)
        self.place.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        column.addWidget(SectionHeading("Count a clinic", theme))
        column.addWidget(Label(_ABOUT, "quiet", wraps=True))
        column.addWidget(row)
        column.addWidget(self.place, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._counts)

    def _on_place(self, at: int) -> None:
        self._model.count_at(str(self.place.itemData(at)))

    def _on_counted(self) -> None:
        self.show_state()
        announce(self, tally_words(self._model.tally))
