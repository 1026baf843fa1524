"""The lines for someone new."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.encoding import Value
from app.domain.matching.asked import description_of
from app.forms.definition import Form
from ui.forms.editor import Editor
from ui.forms.labelled import Labelled
from ui.forms.moments import DayLine
from ui.forms.problems import sentence
from ui.forms.text import TextLine
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.button import Button

NEW_FIELDS = ("name", "nhs_number", "date_of_birth")
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class NewPerson(QWidget):
    """Name, NHS number and date of birth of someone new, none of them needed.

    A date that is typed where the number goes is taken for the date of birth.

    Signals: `described(object)` with the answers each time they change; `done()` when Enter on the
    last line or the button says that this is all, and the form's check found no fault.
    """

    described = Signal(object)
    done = Signal()

    def __init__(
        self,
        form: Form,
        theme: Theme,
        *,
        now: Callable[[], datetime],
        check: Callable[[Mapping[str, Value]], Mapping[str, str]],
    ) -> None:
        super().__init__()
        self._check, self._now = check, now
        self._told: frozenset[str] = frozenset()
        self._lines: dict[str, Labelled] = {}
        row = QHBoxLayout(self)
        Spacing(row, theme, gap=10)
        for field in form.fields:
            if field.name not in NEW_FIELDS:
                continue
            line: Editor = TextLine(field, theme)
            if field.name == "date_of_birth":
                line = DayLine(field, theme, now=now)
            line.answered.connect(self._on_answered)
            line.entry().installEventFilter(self)
            self._lines[field.name] = Labelled(line, theme)
        for name in NEW_FIELDS:
            stretch = 2 if name == "name" else 1
            row.addWidget(self._lines[name], stretch, Qt.AlignmentFlag.AlignTop)
        button = Button("Done", theme, key="Enter")
        button.clicked.connect(self.finish)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)

    def show_answers(self, answers: Mapping[str, Value]) -> None:
        """Show what is known of them."""
        for name, line in self._lines.items():
            line.editor.show_answer(answers.get(name))
            line.show_problem("")

    def answers(self) -> dict[str, Value]:
        """What was typed, blanks left out."""
        given = {name: line.editor.answer() for name, line in self._lines.items()}
        return {name: value for name, value in given.items() if value is not None}

    def begin_with(self, words: str) -> None:
        """Show what the words that somebody was looked for by tell, unless more is known."""
        if not self.answers():
            self.show_answers(description_of(words, today=self._now().date()))

    def follow(self, words: str) -> None:
        """Show what these words tell in place of what those before told, beside all else."""
        told = description_of(words, today=self._now().date())
        kept = {name: each for name, each in self.answers().items() if name not in self._told}
        self._told = frozenset(told)
        self.show_answers({**kept, **told})

    def enter(self) -> None:
        """Begin with the first line that is blank."""
        lines = [self._lines[name].editor for name in NEW_FIELDS]
        blank = next((line for line in lines if line.answer() is None), lines[-1])
        blank.enter()

    def finish(self) -> None:
        """Say that this is all, unless a line has a fault: then it gets the focus."""
        self._sort_out()
        problems = self._check(self.answers())
        for name, line in self._lines.items():
            line.show_problem(sentence(problems[name]) if name in problems else "")
        first = next((name for name in NEW_FIELDS if name in problems), None)
        if first is None:
            self.done.emit()
        else:
            self._lines[first].editor.enter()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes to the next line, and from the last one it ends."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if Qt.Key(event.key()) not in _ENTER:
                return False
            lines = [self._lines[name].editor for name in NEW_FIELDS]
            at = next(n for n, line in enumerate(lines) if line.entry() is watched)
            self._sort_out()
            if at + 1 < len(lines):
                lines[at + 1].enter()
            else:
                self.finish()
            return True
        return super().eventFilter(watched, event)

    def _sort_out(self) -> None:
        """Move a date from the line of the number, where the first Enter leads, to its own."""
        number, born = (self._lines[name].editor for name in NEW_FIELDS[1:])
        told = description_of(str(number.answer() or ""), today=self._now().date())
        if set(told) == {"date_of_birth"} and born.answer() is None:
            number.show_answer(None)
            born.show_answer(told["date_of_birth"])
            self._on_answered()

    def _on_answered(self) -> None:
        given = self.answers()
        if any(line.problem() for line in self._lines.values()):
            problems = self._check(given)
            for name, line in self._lines.items():
                if line.problem() and name not in problems:
                    line.show_problem("")
        self.described.emit(given)
