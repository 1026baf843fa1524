"""The page below Reports: the tally of a clinic, the training log, and twelve months."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.forms.directory import Directory, Place
from ui.boxes.column_area import ColumnArea
from ui.boxes.growing import Parts
from ui.practice.tally_card import TallyCard
from ui.practice.view_model import PracticeViewModel
from ui.practice.wording import (
    MONTH_COLUMNS,
    SESSION_COLUMNS,
    came_of_words,
    month_row,
    session_row,
    share_words,
)
from ui.theme.breadth import Breadth, breadth_of
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.bar_room import BAR
from ui.widgets.button import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.label import Label
from ui.widgets.log_table import LogTable
from ui.widgets.section_heading import SectionHeading

_ALL = "All places"
_ABOUT = (
    "Counted: the tally. Recorded: records on this PC, those not safe to ask too. Said yes: "
    "to a referral. Nobody is named here, and files that are closed to you are left out."
)


class PracticeParts(Parts):
    """The card with the tally, and the two tables."""

    order = ("tally", "sessions", "months")

    def __init__(
        self,
        model: PracticeViewModel,
        sites: Sequence[Place],
        theme: Theme,
        owner: QObject | None = None,
    ) -> None:
        super().__init__(owner)
        self._model, self._sites, self._theme = model, sites, theme

    @cached_property
    def tally(self) -> TallyCard:
        """The count of a clinic."""
        return TallyCard(self._model, self._sites, self._theme)

    @cached_property
    def sessions(self) -> LogTable:
        """The sessions of training."""
        return LogTable("Training sessions", SESSION_COLUMNS, self._theme)

    @cached_property
    def months(self) -> LogTable:
        """The months of a year."""
        return LogTable("Twelve months", MONTH_COLUMNS, self._theme)


class PracticePage(ColumnArea):
    """Signals: `session_wanted()` when a training session is to be written down; `in_error(str)`
    with the id of one, in hex, that Enter was pressed on; `panel_wanted()` where it is folded.

    `parts` are what it is put together from, made before.
    """

    session_wanted = Signal()
    in_error = Signal(str)
    panel_wanted = Signal()

    def __init__(
        self,
        model: PracticeViewModel,
        directory: Directory,
        sites: Sequence[Place],
        theme: Theme,
        *,
        parts: PracticeParts | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        parts = parts or PracticeParts(model, sites, theme)
        self._model, self._directory, self._theme = model, directory, theme
        self.setProperty("role", "surface")
        self.tally, self.sessions, self.months = parts.tally, parts.sessions, parts.months
        self.place = ChoiceBox(theme, spoken="Figures of")
        self.add_button = Button("Add a session", theme, icon="plus", small=True)
        self.shares, self.came_of = Label("", "body", wraps=True), Label("", "body", wraps=True)
        self.setFocusProxy(self.tally)
        self.meeting_button = Button("For the next meeting", theme, icon="meet", small=True)
        self._lay_out(theme)
        self.meeting_button.clicked.connect(self.panel_wanted)
        self.add_button.clicked.connect(self.session_wanted)
        self.sessions.acted.connect(self.in_error)
        self.place.activated.connect(self._on_place)
        model.changed.connect(self.show_state)
        self.show_state()

    def show_state(self) -> None:
        """Show the figures as they are read."""
        shown = self._model.shown
        if shown is None:
            return
        practice = shown.practice
        self._show_places(practice.places)
        told = [share_words(share) for share in practice.shares]
        self.shares.setText("\n".join(told) or "No session of those that count is in the log yet.")
        self.sessions.show_rows([session_row(each) for each in practice.sessions])
        self.months.show_rows([month_row(each) for each in reversed(practice.months)])
        self.came_of.setText(came_of_words(practice))

    def showEvent(self, event: QShowEvent) -> None:
        """Look again whenever the page comes into sight."""
        super().showEvent(event)
        self._model.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tables where there is room, lines of words where there is none."""
        super().resizeEvent(event)
        scale = self._theme.text_scale
        width = self.viewport().width() / scale
        is_folded = breadth_of(self.window().width(), scale) < Breadth.NORMAL
        self.meeting_button.setVisible(is_folded)
        for table in (self.sessions, self.months):
            table.fit(width)

    def _show_places(self, codes: Sequence[str]) -> None:
        self.place.clear()
        self.place.addItem(_ALL, "")
        for code in codes:
            self.place.addItem(self._directory.name(code), code)
        self.place.setCurrentIndex(max(0, self.place.findData(self._model.site)))

    def _lay_out(self, theme: Theme) -> None:
        ground = QFrame()
        ground.setProperty("role", "surface")
        self.hold(ground)  # with nothing in it yet: each move of it would move all inside
        column = QVBoxLayout(ground)
        Spacing(column, theme, margins=(20, 14, 20 - BAR, 20), gap=10)
        training = SectionHeading("Training", theme, action=self.add_button)
        months = SectionHeading("Twelve months", theme, action=self.place)
        parts = (
            *(self.tally, self.meeting_button),
            *(training, self.shares, self.sessions),
            *(months, self.months, self.came_of, Label(_ABOUT, "quiet", wraps=True)),
        )
        self.place.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        for part in parts:
            column.addWidget(part)
        column.setAlignment(self.meeting_button, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _on_place(self, at: int) -> None:
        self._model.look_at(str(self.place.itemData(at)))
