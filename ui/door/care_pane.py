"""The right side of the lock card for whoever looks after a ward PC, by a code of a lead."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.errors import YarrowError
from resources.words import sentence
from ui.door.care import CareCalls
from ui.jobs import Jobs
from ui.safety.clipboard import SECRET
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.flow import Flow
from ui.widgets.label import Label
from ui.widgets.spoken import announce

_TEXT = (
    "Each of these needs a code that a lead made for a ward PC just now: “A ward PC” beside Sync. "
    "For a short code, or to take the PC away, the code is only looked at, lets nobody in, and "
    "ends by itself."
)
_AWAY = "Leave blank for the last one if this PC was cut off"
_SHORT = "4 to 12 letters or digits that everybody on this ward is told"
_BUSY = "Asking the service. This takes some seconds."
_CHANGED = "The new short code holds. Tell the ward."
_NO_CODE = "A lead’s code is needed."
_NO_SHORT = "Type the new short code first."


class CarePane(QWidget):
    """Signals: `left()`, `anew_wanted()`; `changed()` once this is a ward PC no more."""

    left = Signal()
    anew_wanted = Signal()
    changed = Signal()

    def __init__(self, calls: CareCalls, jobs: Jobs, theme: Theme) -> None:
        super().__init__()
        self._calls, self._jobs = calls, jobs
        self.code, self.short = QLineEdit(), QLineEdit()
        for line in (self.code, self.short):
            line.setProperty(SECRET, True)
        self.code_field = Field("Code from a lead", self.code, theme, help_text=_AWAY)
        self.short_field = Field("New short code", self.short, theme, help_text=_SHORT)
        self.short_button = Button("Set the short code", theme, role="primary")
        self.anew_button = Button("Set it up anew", theme)
        self.away_button = Button("Take this ward PC away", theme, role="danger")
        self.back = Button("Back", theme)
        self._told = Label("", "quiet", wraps=True)
        self._problem = Label("", "problem", wraps=True)
        self._lay_out(theme)
        self._connect()
        self._say("")

    def take_focus(self) -> None:
        """Begin with the lead's code."""
        self.code.setFocus(Qt.FocusReason.TabFocusReason)

    def forget(self) -> None:
        """Keep nothing that was typed."""
        self.code.clear()
        self.short.clear()
        self._say("")

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        Spacing(column, theme, margins=(36, 24, 27, 22), gap=10)
        column.addWidget(Label("Look after this ward PC", "title", wraps=True))
        column.addWidget(Label(_TEXT, "small", wraps=True))
        column.addWidget(self.code_field)
        column.addWidget(self.short_field)
        row = QWidget()
        flow = Flow(theme, gap=8, parent=row)
        for each in (self.short_button, self.anew_button, self.away_button, self.back):
            flow.addWidget(each)
        column.addWidget(row)
        column.addWidget(self._told)
        column.addWidget(self._problem)
        column.addStretch(1)

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.anew_button.clicked.connect(self.anew_wanted)
        self.short_button.clicked.connect(self._set_short_code)
        self.short.returnPressed.connect(self._set_short_code)
        self.away_button.clicked.connect(self._take_away)

    def _set_short_code(self) -> None:
        code, short = self.code.text().strip(), self.short.text().strip()
        self.code_field.show_problem("" if code else _NO_CODE)
        self.short_field.show_problem("" if short else _NO_SHORT)
        if code and short:
            self._ask(lambda: self._calls.change_code(code, short), self._on_changed)

    def _take_away(self) -> None:
        code = self.code.text().strip()
        self._ask(lambda: self._calls.take_away(code), lambda _nothing: self.changed.emit())

    def _ask(self, call: Callable[[], Future[object]], done: Callable[[object], object]) -> None:
        self._say(_BUSY, busy=True)
        self._jobs.when_done(call(), self, done=done, failed=self._refuse)

    def _on_changed(self, _nothing: object) -> None:
        self.forget()
        self._say(_CHANGED)
        announce(self, _CHANGED)

    def _refuse(self, error: YarrowError) -> None:
        self._say("")
        self._problem.setText(sentence(error))
        self._problem.show()
        announce(self, sentence(error), urgent=True)

    def _say(self, words: str, *, busy: bool = False) -> None:
        for field in (self.code_field, self.short_field):
            field.clear_problem()
        self._told.setText(words)
        self._told.setVisible(bool(words))
        self._problem.hide()
        for each in (self.short_button, self.anew_button, self.away_button):
            each.setEnabled(not busy)
