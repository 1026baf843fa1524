"""A new passphrase, typed twice, with how hard it is to guess."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import YarrowError
from ui.jobs import Jobs
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.unlocking import strength
from ui.unlocking.passphrase_field import PassphraseField
from ui.widgets.field import Field
from ui.widgets.label import Label

_JUDGE_AFTER_MS = 250


class NewPassphrase(QWidget):
    """Both lines and the judgement between them; `guesses` says how many tries it would take.

    Signals: `entered()` when Enter ends the second line.
    """

    entered = Signal()

    def __init__(self, guesses: Callable[[str], Future[int]], jobs: Jobs, theme: Theme) -> None:
        super().__init__()
        self._ask, self._jobs = guesses, jobs
        self._guesses: int | None = None
        self._asked: Future[int] | None = None
        self.line, self.second_line = (PassphraseField(theme, height=36) for _ in range(2))
        self.passphrase = Field("New passphrase", self.line, theme)
        self.judgement = Label("", "quiet", wraps=True)
        self.again = Field("The same once more", self.second_line, theme)
        self._judging = QTimer(self)
        self._judging.setSingleShot(True)
        self._judging.setInterval(_JUDGE_AFTER_MS)
        column = QVBoxLayout(self)
        Spacing(column, theme, gap=10)
        for part in (self.passphrase, self.judgement, self.again):
            column.addWidget(part)
        QWidget.setTabOrder(self.line, self.second_line)
        self._judging.timeout.connect(self._judge)
        self.line.textEdited.connect(self._on_typed)
        self.second_line.returnPressed.connect(self.entered)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Begin in the first line."""
        self.line.setFocus(reason)

    @property
    def text(self) -> str:
        """What was typed first."""
        return self.line.text()

    def problems(self) -> dict[Field, str]:
        """What is wrong with each line, or nothing."""
        typed = self.text
        return {
            self.passphrase: strength.too_short(typed) or self._too_easy(),
            self.again: "" if typed == self.second_line.text() else "The two are not the same.",
        }

    def is_ready(self) -> bool:
        """Show what is wrong, and go there; whether nothing is."""
        problems = self.problems()
        for field, problem in problems.items():
            field.show_problem(problem)
        wrong = [field for field, problem in problems.items() if problem]
        if wrong:
            wrong[0].setFocus()
        return not wrong

    def forget(self) -> None:
        """Empty both lines."""
        self._judging.stop()
        self.line.forget()
        self.second_line.forget()
        self.judgement.setText("")
        for field in (self.passphrase, self.again):
            field.clear_problem()

    def _on_typed(self, text: str) -> None:
        self._guesses = None
        missing = strength.too_short(text) if text else ""
        self.judgement.setText(missing)
        if text and not missing:
            self._judging.start()

    def _judge(self) -> None:
        asked = self._ask(self.text)
        self._asked = asked
        self._jobs.when_done(asked, self, done=self._on_judged, failed=self._on_not_judged)

    def _on_judged(self, guesses: int) -> None:
        if self._asked is not None and self._asked.done() and not self._judging.isActive():
            self._guesses = guesses
            self.judgement.setText(strength.in_words(guesses))

    def _on_not_judged(self, _error: YarrowError) -> None:
        self.judgement.setText("")

    def _too_easy(self) -> str:
        if self._guesses is None or strength.is_enough(self._guesses):
            return ""
        return strength.in_words(self._guesses)
