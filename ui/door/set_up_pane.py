"""The right side of the lock card where a PC becomes a ward PC: a lead's code, and where it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import FormRefused, YarrowError
from resources.words import sentence
from ui.door.care import CareCalls, SetUpWish, Standing
from ui.jobs import Jobs
from ui.safety.clipboard import SECRET
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.check_box import CheckBox
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.spoken import announce

_TEXT = (
    "Everybody on the ward can then record here for the team, and nobody can read here. A lead of "
    "the team presses “A ward PC” beside Sync and reads you a code. It works once, for 15 minutes."
)
_DONE = (
    "This PC records for the team now. Ring the lead on a number you know and read these six words "
    "out. The lead sees the same six under “Six words” beside the new PC. If they differ, another "
    "PC has used the code: the lead cuts that one off."
)
_NEEDED = "This is needed."
_BUSY = "Asking the service. This takes some seconds."
_ANY = "Not always the same"
_PROBLEMS = {"setting_type": "kind", "site_ods": "site", "identifier_role": "role"}


class SetUpPane(QWidget):
    """Signals: `left()`; `changed()` once this is a ward PC, and the words were read."""

    left = Signal()
    changed = Signal()

    def __init__(self, calls: CareCalls, jobs: Jobs, theme: Theme) -> None:
        super().__init__()
        self._calls, self._jobs, self._theme = calls, jobs, theme
        self._is_asking = False
        self.lines = {name: QLineEdit() for name in ("code", "address", "name", "site", "short")}
        for secret in ("code", "short"):
            self.lines[secret].setProperty(SECRET, True)
        self.kind = ChoiceBox(theme, spoken="Kind of place")
        self.role = ChoiceBox(theme, spoken="Who usually asks here")
        self.fields = self._fields(theme)
        self.training = CheckBox("For training, with made-up people only", theme)
        self.button = Button("Make it a ward PC", theme, role="primary")
        self.back = Button("Back", theme)
        self.done_button = Button("They are the same, go on", theme, role="primary")
        self._told = Label("", "quiet", wraps=True)
        self._problem = Label("", "problem", wraps=True)
        self.asking, self.done_part = QWidget(), QWidget()
        self.words = Label("", "strong", wraps=True)
        self._lay_out(theme)
        self._connect()
        self.forget()

    def take_focus(self) -> None:
        """Begin with the lead's code."""
        self.lines["code"].setFocus(Qt.FocusReason.TabFocusReason)

    def forget(self) -> None:
        """Empty what was typed, and begin with what is known of this PC."""
        standing = self._calls.standing
        known = {"address": self._calls.address, "name": standing.name, "site": standing.site}
        for name, line in self.lines.items():
            line.setText(known.get(name, ""))
        for each in self.fields.values():
            each.clear_problem()
        for box, chosen in ((self.kind, standing.setting), (self.role, standing.role)):
            box.setCurrentIndex(max(0, box.findData(chosen)))
        self.training.setChecked(standing.is_training)
        self._say("")

    def _fields(self, theme: Theme) -> dict[str, Field]:
        lines = self.lines
        for box, listed in ((self.kind, self._calls.kinds()), (self.role, self._calls.roles())):
            box.addItem(_ANY, "")
            for code, words in listed:
                box.addItem(words, code)
        here = "As nurses know it, such as Fernhollow, bay 2. It stands on the page"
        site = "ODS code of the hospital or practice, if it is always the same"
        short = "4 to 12 letters or digits that everybody on this ward is told"
        address = "As IT wrote it down, such as https://yarrow.example:8443"
        return {
            "code": Field("Code from a lead", lines["code"], theme),
            "address": Field("Address of the service", lines["address"], theme, help_text=address),
            "name": Field("Where this PC stands", lines["name"], theme, help_text=here),
            "kind": Field("Kind of place", self.kind, theme),
            "site": Field("Where", lines["site"], theme, help_text=site),
            "role": Field("Who usually asks here", self.role, theme),
            "short": Field("Short code of this ward", lines["short"], theme, help_text=short),
        }

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        Spacing(column, theme, margins=(36, 24, 27, 22), gap=10)
        column.addWidget(Label("This PC is a ward’s", "title", wraps=True))
        column.addWidget(self.asking)
        column.addWidget(self.done_part)
        column.addStretch(1)
        asking = QVBoxLayout(self.asking)
        Spacing(asking, theme, gap=10)
        asking.addWidget(Label(_TEXT, "small", wraps=True))
        for each in self.fields.values():
            asking.addWidget(each)
        asking.addWidget(self.training)
        asking.addWidget(self._problem)
        row = QHBoxLayout()
        Spacing(row, theme, gap=8)
        row.addWidget(self.button)
        row.addWidget(self.back)
        row.addStretch(1)
        asking.addLayout(row)
        asking.addWidget(self._told)
        done = QVBoxLayout(self.done_part)
        Spacing(done, theme, gap=10)
        done.addWidget(Label(_DONE, "body", wraps=True))
        done.addWidget(self.words)
        done.addWidget(self.done_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.done_part.hide()

    def _connect(self) -> None:
        self.back.clicked.connect(self.left)
        self.button.clicked.connect(self._ask)
        self.done_button.clicked.connect(self.changed)
        for line in self.lines.values():
            line.returnPressed.connect(self._ask)

    def _ask(self) -> None:
        typed = {name: line.text().strip() for name, line in self.lines.items()}
        missing = [name for name in ("code", "address", "name", "short") if not typed[name]]
        for name, each in self.fields.items():
            each.show_problem(_NEEDED if name in missing else "")
        if missing:
            self.lines[missing[0]].setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, f"{self.fields[missing[0]].editor.accessibleName()}: {_NEEDED}")
        elif not self._is_asking:
            self._begin(typed)

    def _begin(self, typed: dict[str, str]) -> None:
        standing = Standing(
            typed["name"],
            self.kind.currentData(),
            typed["site"],
            self.training.isChecked(),
            self.role.currentData(),
        )
        wish = SetUpWish(typed["code"], typed["address"], typed["short"], standing)
        self._say(_BUSY, busy=True)
        asked = self._calls.set_up(wish)
        self._jobs.when_done(asked, self, done=self._show_words, failed=self._refuse)

    def _show_words(self, words: Sequence[str]) -> None:
        self.forget()
        self.words.setText("   ".join(words))
        self.words.setAccessibleName(f"Six words: {' '.join(words)}")
        self.asking.hide()
        self.done_part.show()
        self.done_button.setFocus(Qt.FocusReason.TabFocusReason)
        announce(self, f"This PC records for the team now. Six words: {' '.join(words)}")

    def _refuse(self, error: YarrowError) -> None:
        self._say("")
        problems = error.problems if isinstance(error, FormRefused) else {}
        for name, problem in problems.items():
            field = self.fields.get(_PROBLEMS.get(name, ""))
            if field is not None:
                field.show_problem(sentence(FormRefused({name: problem})))
        if not problems:
            self._problem.setText(sentence(error))
            self._problem.show()
        announce(self, sentence(error), urgent=True)

    def _say(self, words: str, *, busy: bool = False) -> None:
        self._is_asking = busy
        self._told.setText(words)
        self._told.setVisible(bool(words))
        self._problem.hide()
        self.button.setEnabled(not busy)
