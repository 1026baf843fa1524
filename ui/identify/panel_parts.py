"""What the panel beside New is put together from."""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.forms.definition import Field
from app.forms.record_safety import POINTS
from ui.boxes.growing import Parts
from ui.forms.choice import Choice
from ui.forms.labelled import Labelled
from ui.forms.moments import DayLine
from ui.forms.own_record import OwnRecord
from ui.forms.points import Points
from ui.identify.advice import RECALL, SAFEGUARDING, Advice
from ui.identify.steps_list import StepsList
from ui.identify.view_model import IdentifyViewModel
from ui.identify.where import WhereChoice
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.bar_room import BAR
from ui.widgets.note_box import NoteBox
from ui.widgets.section_heading import SectionHeading

_SAFE, _SHOWN = "Keep the record safe", 6


class PanelParts(Parts):
    """The result and two notes, the inputs at a step, the checklist, the note, and where to."""

    order = ("asked", "steps", "points", "own_record", "notes", "where", "said", "inside")

    def __init__(
        self, model: IdentifyViewModel, theme: Theme, owner: QObject | None = None
    ) -> None:
        super().__init__(owner)
        self._model, self._theme = model, theme

    @cached_property
    def notes(self) -> tuple[NoteBox, NoteBox, NoteBox]:
        """The result, what was recorded before, and what is in the way."""
        theme = self._theme
        earlier = NoteBox("warn", theme, icon="clock", flows=True)
        return NoteBox("plain", theme, flows=True), earlier, NoteBox("danger", theme)

    @cached_property
    def asked(self) -> dict[str, Labelled]:
        """The inputs that are answered at a step."""
        theme = self._theme
        day = DayLine(self._field(RECALL), theme, now=self._model.now)
        return {
            SAFEGUARDING: Labelled(Choice(self._field(SAFEGUARDING), theme), theme, beside=86),
            RECALL: Labelled(day, theme),
        }

    @cached_property
    def steps(self) -> StepsList:
        """The steps, with these inputs below theirs."""
        return StepsList(self.asked, self._theme)

    @cached_property
    def said(self) -> Advice:
        """What it says first; the model keeps it until something is answered."""
        return self._model.advice()

    @cached_property
    def points(self) -> Points:
        """The checklist."""
        found = [field for field in map(self._model.form.field, POINTS) if field is not None]
        return Points(_SAFE, found, self._theme, now=self._model.now, shown=_SHOWN)

    @cached_property
    def own_record(self) -> OwnRecord:
        """The note and the codes."""
        return OwnRecord(self._model.form, self._theme)

    @cached_property
    def where(self) -> QWidget:
        """The choice of a space."""
        return WhereChoice(self._model.whom, self._theme)

    @cached_property
    def heading(self) -> SectionHeading:
        """What stands over the steps."""
        return SectionHeading("", self._theme)

    @cached_property
    def copies(self) -> QWidget:
        """A ground for the note, which shows and hides itself, so that it can be left out."""
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.own_record)
        return ground

    @cached_property
    def inside(self) -> QFrame:
        """All that is scrolled, one below the other."""
        inside = QFrame()
        inside.setProperty("role", "canvas")
        rows = QVBoxLayout(inside)
        Spacing(rows, self._theme, margins=(16, 12, 16 - BAR, 8), gap=10)
        result, earlier, _trouble = self.notes
        rows.addWidget(result)
        rows.addWidget(earlier)
        steps = QVBoxLayout()
        Spacing(steps, self._theme, gap=6)
        steps.addWidget(self.heading)
        steps.addWidget(self.steps)
        rows.addLayout(steps)
        rows.addWidget(self.points)
        rows.addWidget(self.copies)
        rows.addStretch(1)
        return inside

    def _field(self, name: str) -> Field:
        field = self._model.form.field(name)
        if field is None:
            raise KeyError(name)
        return field
