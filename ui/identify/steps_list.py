"""What to do next, in order; what is answered at a step stands below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
        Spacing(self._column, theme, gap=7)
        for widget in self._asked.values():
            self._column.addWidget(widget)
            widget.hide()

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps; the same ones again leave the focus where it is."""
        if tuple(steps) == self._steps:
            return
        self._steps = tuple(steps)
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        due = {step.asks for step in steps}
        for field, widget in self._asked.items():
            widget.setVisible(field in due)
        for number, step in enumerate(steps, start=1):
            self._add(number, step)

    def _add(self, number: int, step: Step) -> None:
        row = StepRow(number, step, self._theme)
        row.wanted.connect(self.wanted)
        self._rows.append(row)
        self._column.addWidget(row)
        asked = self._asked.get(step.asks)
        if asked is not None:
            self._column.removeWidget(asked)
            self._column.addWidget(asked)
            QWidget.setTabOrder(row, asked)
