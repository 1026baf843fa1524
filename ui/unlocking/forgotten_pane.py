"""The right side of the lock card for someone who forgot her passphrase."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import YarrowError
from resources.words import sentence
from ui.jobs import Jobs
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.unlocking.new_passphrase import NewPassphrase
from ui.unlocking.view_model import Doors, UnlockViewModel
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.filter_pills import Filter, FilterPills
from ui.widgets.label import Label
from ui.widgets.spoken import announce
from ui.widgets.two_shares import TwoShares

SHARES, CODE = "shares", "code"
_TEXTS = {
    SHARES: "Ask for two of your team’s three recovery papers: any two open this vault. Four "
    "letters of each word and a space are enough.",
    CODE: "The personal code that you wrote down, 28 letters and digits or 14 words.",
    "": "There is no way back into this vault: it has no personal code, and belonged to no team "
    "with recovery shares when it was last open. Nothing in it is deleted: if the passphrase "
    "comes back to you, it opens as before. What the team has received comes to a new vault, which "
    "joins with a code from a lead.",
}


class ForgottenPane(QWidget):
    """First what opens the vault instead, then a new passphrase. Signals: `left()`."""

    left = Signal()

    def __init__(self, model: UnlockViewModel, doors: Doors, jobs: Jobs, theme: Theme) -> None:
        super().__init__()
        self._model, self._doors, self._jobs = model, doors, jobs
        self._ways: tuple[str, ...] = ()
        self._proved: tuple[str, tuple[str, ...]] | None = None
        self.pills = FilterPills(
            [Filter(SHARES, "Two shares"), Filter(CODE, "Personal code")], theme, spoken="Way in"
        )
        self._text = Label("", "small", wraps=True)
        self.shares = TwoShares(theme)
        self.code = QLineEdit()
        self._code_field = Field("Code", self.code, theme)
        self.new = NewPassphrase(lambda typed: doors.guesses(typed, ""), jobs, theme)
        self.go_button = Button("Go on", theme, role="primary")
        self._back = Button("Back", theme)
        self._problem = Label("", "problem", wraps=True)
        self._lay_out(theme)
        self._connect()

    def open(self) -> None:
        """Begin with the ways that the chosen vault has."""
        self.forget()
        chosen = self._model.chosen
        self._ways = () if chosen is None else tuple(self._doors.ways(chosen.key))
        if self._ways:
            self.pills.choose(self._ways[0])
        if SHARES in self._ways:
            words = self._doors.share_words()
            self._jobs.when_done(words, self, done=self.shares.know, failed=self._refuse)
        self._show_step()

    def go_on_with(self, way: str, typed: Sequence[str]) -> None:
        """Ask for the new passphrase at once: this has just opened the same vault elsewhere."""
        self._proved = (way, tuple(typed))
        self._show_step()

    def forget(self) -> None:
        """Empty every field, and begin anew."""
        self._proved = None
        self.shares.forget()
        self.code.setText("")
        self.new.forget()
        self._say("")

    def take_focus(self) -> None:
        """Begin in the first field of this step."""
        fields: dict[str, QWidget] = {SHARES: self.shares.edits[0], CODE: self.code, "": self._back}
        first = self.new if self._proved else fields[self._way]
        first.setFocus(Qt.FocusReason.TabFocusReason)

    @property
    def _way(self) -> str:
        return self.pills.choice if self._ways else ""

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        Spacing(column, theme, margins=(36, 24, 27, 22), gap=10)
        column.addWidget(Label("Forgotten passphrase", "title"))
        column.addWidget(self.pills)
        column.addWidget(self._text)
        column.addWidget(self.shares)
        column.addWidget(self._code_field)
        column.addWidget(self.new)
        column.addWidget(self._problem)
        row = QHBoxLayout()
        Spacing(row, theme, gap=8)
        row.addWidget(self.go_button)
        row.addWidget(self._back)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)

    def _connect(self) -> None:
        self._back.clicked.connect(self._on_back)
        self.go_button.clicked.connect(self._go_on)
        self.code.returnPressed.connect(self._go_on)
        self.new.entered.connect(self._go_on)
        self.pills.chosen.connect(self._on_way)
        self._model.changed.connect(self._show_state)

    def _on_way(self, _key: str) -> None:
        self._say("")
        self._show_step()
        self.take_focus()

    def _show_step(self) -> None:
        is_first = self._proved is None
        self.pills.setVisible(is_first and len(self._ways) > 1)
        told = _TEXTS[self._way] if is_first else "Now choose a new passphrase for this vault."
        self._text.setText(told)
        self.shares.setVisible(is_first and self._way == SHARES)
        self._code_field.setVisible(is_first and self._way == CODE)
        self.new.setVisible(not is_first)
        self.go_button.setVisible(bool(self._ways))
        self.go_button.setText("Go on" if is_first else "Open the vault")

    def _show_state(self) -> None:
        if not self.isVisible():
            return
        self.go_button.setEnabled(self._model.can_try)
        told = " ".join(filter(None, (self._model.problem, self._model.wait_words)))
        if self._model.is_busy:
            told = "Opening it. This takes a few seconds, on purpose."
        self._say(told)

    def _on_back(self) -> None:
        if self._proved is None:
            self.left.emit()
            return
        self._proved = None
        self.new.forget()
        self._say("")
        self._show_step()
        self.take_focus()

    def _go_on(self) -> None:
        if not self._model.can_try:
            return
        if self._proved is not None:
            if self.new.is_ready():
                way, typed = self._proved
                self._model.recover(way, typed, self.new.text)
            return
        typed = (self.code.text(),)
        if self._way == SHARES:
            typed = self.shares.typed
        way = self._way
        self.go_button.setEnabled(False)
        proof = self._doors.prove(way, typed)
        self._jobs.when_done(
            proof, self, done=lambda _: self._on_proved(way, typed), failed=self._refuse
        )

    def _on_proved(self, way: str, typed: tuple[str, ...]) -> None:
        self.go_button.setEnabled(True)
        self._proved = (way, typed)
        self._say("")
        self._show_step()
        self.take_focus()

    def _refuse(self, error: YarrowError) -> None:
        self.go_button.setEnabled(True)
        self._say(sentence(error))

    def _say(self, words: str) -> None:
        if words and words != self._problem.text():
            announce(self, words, urgent=True)
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
