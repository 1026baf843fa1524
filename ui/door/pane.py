"""The right side of the lock card on a ward PC: the short code, and how far records came."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.door.facts import STATES, lines_of
from ui.door.view_model import DoorViewModel
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.unlocking.passphrase_field import PassphraseField
from ui.widgets.button import Button
from ui.widgets.flow import Flow
from ui.widgets.label import Label
from ui.widgets.note_box import NoteBox
from ui.widgets.section_heading import SectionHeading
from ui.widgets.spoken import announce

_MOST = 8
_NOTHING = "Nothing in the last 30 days."
_ABOUT = (
    "Anybody on this ward can record here for the team. Nobody can read here what was recorded."
)


class DoorPane(QWidget):
    """Signals: `left()`, `care_wanted()`; `told(QWidget)` with what was shown and is to be seen."""

    left = Signal()
    care_wanted = Signal()
    told = Signal(QWidget)

    def __init__(self, model: DoorViewModel, theme: Theme) -> None:
        super().__init__()
        self._model, self._theme = model, theme
        self._just = NoteBox("ok", theme)
        self._label = Label("Short code of this ward", "label")
        self.field = PassphraseField(theme)
        self.open_button = Button("Record for the team", theme, role="primary", key="Enter")
        self.look_button = Button("What was recorded here", theme)
        self._problem = Label("", "problem", wraps=True)
        self._head = SectionHeading("Recorded here", theme)
        self._records = Label("", "quiet", wraps=True)
        self.back = Button("Back", theme)
        self.care_button = Button("Look after this ward PC", theme, role="quiet", small=True)
        self._lay_out(theme)
        self._label.setBuddy(self.field)
        self.field.setAccessibleName("Short code of this ward")
        self.field.textEdited.connect(lambda _text: model.forget_problem())
        self.field.returnPressed.connect(self._open)
        self.open_button.clicked.connect(self._open)
        self.look_button.clicked.connect(self._look)
        self.back.clicked.connect(self.left)
        self.care_button.clicked.connect(self.care_wanted)
        model.changed.connect(self._show)
        self._show()

    def take_focus(self) -> None:
        """Begin in the short code."""
        self.field.setFocus(Qt.FocusReason.TabFocusReason)

    def forget(self) -> None:
        """Keep nothing that was typed, and show nothing of what was recorded."""
        self.field.forget()
        self._model.look_away()

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        Spacing(column, theme, margins=(36, 24, 27, 22), gap=10)
        column.addWidget(Label(self._model.facts.name, "title", wraps=True))
        column.addWidget(Label(_ABOUT, "body", wraps=True))
        column.addWidget(self._just)
        column.addWidget(self._label)
        column.addWidget(self.field)
        row = QWidget()
        flow = Flow(theme, gap=8, parent=row)
        for each in (self.open_button, self.look_button, self.back):
            flow.addWidget(each)
        column.addWidget(row)
        column.addWidget(self._problem)
        column.addWidget(self._head)
        column.addWidget(self._records)
        column.addWidget(self.care_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def _show(self) -> None:
        model = self._model
        self.open_button.setEnabled(model.may_open)
        self.open_button.setText("Opening" if model.is_busy else "Record for the team")
        self.field.setReadOnly(model.is_busy)
        self._show_problem(model.problem or model.unsent)
        self._show_just()
        self.look_button.setEnabled(model.may_open)
        self._show_records()

    def _show_records(self) -> None:
        """To whoever gave the short code, for a minute."""
        records, now = self._model.records, self._model.now
        lines, rest = lines_of(records or (), now=now, most=_MOST)
        if rest:
            lines.append(f"{rest} more before these: yarrow ward list")
        words = "\n".join(lines) or _NOTHING
        if records is not None and words != self._records.text():
            announce(self, f"Recorded here: {words}")
        self._records.setText(words if records is not None else "")
        is_new = records is not None and self._records.isHidden()
        self._records.setVisible(records is not None)
        self._head.setVisible(records is not None)
        if is_new:
            self.told.emit(self._records)

    def _show_problem(self, words: str) -> None:
        if words != self._problem.text():
            self._problem.setText(words)
            self.field.setAccessibleDescription(words)
            if words and not self._model.waits_s:
                announce(self, words, urgent=True)
        is_new = bool(words) and self._problem.isHidden()
        self._problem.setVisible(bool(words))
        if is_new:
            self.told.emit(self._problem)

    def _show_just(self) -> None:
        just = self._model.just_recorded
        self._just.setVisible(just is not None)
        if just is not None:
            done = "Recorded" if just.is_whole else "Left unfinished"
            strong = f"{done}: {just.reference}"
            more = "" if just.is_whole else " What was written goes to the team as it is."
            ring = self._model.ring
            ask = f" To ask about it, ring {ring} and give this reference." if ring else ""
            self._just.show_words(strong=strong, text=f"{STATES.get(just.state, '')}.{more}{ask}")

    def _open(self) -> None:
        self._try(self._model.open)

    def _look(self) -> None:
        self._try(self._model.look)

    def _try(self, call: Callable[[str], None]) -> None:
        if not self.field.text():
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._model.may_open:
            call(self.field.text())
            self.field.forget()
