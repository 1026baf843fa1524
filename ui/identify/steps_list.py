"""What to do next, in order; what is answered at a step stands below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.forms.steps import Step
from ui.identify.step_row import StepRow
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme


class StepsList(QWidget):
    """The steps; `asked` are the inputs that steps may ask for, by field.

    Signals: `wanted(str)` with the field of a step that was pressed.
    """

    wanted = Signal(str)

    def __init__(self, asked: Mapping[str, QWidget], theme: Theme) -> None:
        super().__init__()
        self._asked, self._theme = dict(asked), theme
        self._steps: tuple[Step, ...] = ()
        self._rows: list[StepRow] = []
        self._column = QVBoxLayout(self)
        Spacing(self._column, theme, gap=6)
        for widget in self._asked.values():
            self._column.addWidget(widget)
            widget.hide()

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps; the same ones again leave the focus where it is."""
        if tuple(steps) == self._steps:
            return
        self._steps = tuple(steps)
        due = {step.asks for step in steps}
        for field, widget in self._asked.items():
            widget.setVisible(field in due)
        for number, step in enumerate(steps, start=1):
            self._show_step(number, step)
        for row in self._rows[len(steps) :]:
            row.hide()
        self._put_tab_in_order()

    def _show_step(self, number: int, step: Step) -> None:
        """A row stays where it can: a new one is styled anew, at every key that changes a step."""
        row = self._rows[number - 1] if number <= len(self._rows) else None
        if row is None or row.leads != bool(step.field):
            place = self._take_out(number) if row is not None else self._column.count()
            row = StepRow(number, step, self._theme)
            row.wanted.connect(self.wanted)
            self._rows[number - 1 : number] = [row]
            self._column.insertWidget(place, row)
        row.show_step(step)
        row.show()
        asked = self._asked.get(step.asks)
        if asked is not None:
            self._column.removeWidget(asked)
            self._column.insertWidget(self._column.indexOf(row) + 1, asked)

    def _put_tab_in_order(self) -> None:
        """Tab goes down the column, whichever row was made last."""
        items = (self._column.itemAt(at) for at in range(self._column.count()))
        shown = [item.widget() for item in items if item is not None]
        for one, other in pairwise(each for each in shown if each is not None):
            QWidget.setTabOrder(one, other)

    def _take_out(self, number: int) -> int:
        """Take a row away; gives the place in the column where it was."""
        row = self._rows[number - 1]
        place = self._column.indexOf(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        return place
