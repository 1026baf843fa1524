"""When to try again: the next safe times to choose from, and a line for any other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from app.forms.definition import Field
from ui.contact.words import at
from ui.forms.moments import MomentLine
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.flow import Flow


class NextTry(MomentLine):
    """A line for day and time, with the times that are offered above it."""

    def __init__(
        self, field: Field, theme: Theme, *, now: datetime, offered: Sequence[datetime]
    ) -> None:
        super().__init__(field, theme, now=lambda: now, hint="tomorrow 10:00")
        self.buttons: list[Button] = []
        row = QWidget()
        flow = Flow(theme, gap=6, parent=row)
        for each in offered:
            words = at(each, now)
            button = Button(words[0].upper() + words[1:], theme, small=True)
            button.setAccessibleName(f"Next try {words}")
            button.clicked.connect(partial(self._take, each))
            self.buttons.append(button)
            flow.addWidget(button)
        layout = self.layout()
        if offered and layout is not None:
            Spacing(layout, theme, gap=6)
            layout.addWidget(row)

    def _take(self, moment: datetime) -> None:
        self.show_answer(moment.isoformat(timespec="minutes"))
        self.tell()
