"""The right side of the lock card for someone who has no vault in its list."""

from __future__ import annotations

from concurrent.futures import Future
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import YarrowError
from ui.jobs import Jobs
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.unlocking import strength
from ui.unlocking.passphrase_field import PassphraseField
from ui.unlocking.view_model import Doors, UnlockViewModel
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.label import Label

_JUDGE_AFTER_MS = 250


class NewVaultPane(QWidget):
    """A name and a new passphrase, twice. Signals: `left()`, `elsewhere_wanted()`."""

    left = Signal()
    elsewhere_wanted = Signal()

    def __init__(
        self,
        model: UnlockViewModel,
        doors: Doors,
        jobs: Jobs,
        theme: Theme,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._doors, self._jobs = model, doors, jobs
        self._guesses: int | None = None
        self._asked: Future[int] | None = None
        self._name_line = QLineEdit()
        help_text = "As colleagues see it on what you write"
        self.name = Field("Your name", self._name_line, theme, help_text=help_text)
        self._passphrase, self._again = (PassphraseField(theme, height=36) for _ in range(2))
        self.passphrase = Field("New passphrase", self._passphrase, theme)
        self._judgement = Label("", "quiet", wraps=True)
        self.again = Field("The same once more", self._again, theme)
        self.make_button = Button("Make the vault", theme, role="primary")
        self._busy = Label("", "quiet", wraps=True)
        self._judging = QTimer(self)
        self._judging.setSingleShot(True)
        self._judging.setInterval(_JUDGE_AFTER_MS)
        self._lay_out(theme)
        self._order_focus()
        self._connect()

    def forget(self) -> None:
        """Empty every field."""
        self._name_line.setText("")
        self._passphrase.forget()
        self._again.forget()
        self._judgement.setText("")
        for field in (self.name, self.passphrase, self.again):
            field.clear_problem()

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        Spacing(column, theme, margins=(36, 24, 27, 22), gap=10)
        column.addWidget(Label("A vault of your own", "title"))
        for part in (self.name, self.passphrase, self._judgement, self.again):
            column.addWidget(part)
        row = QHBoxLayout()
        Spacing(row, theme, gap=8)
        self._cancel = Button("Back", theme)
        self._elsewhere = Button("Mine is in another folder", theme, role="quiet", small=True)
        row.addWidget(self.make_button)
        row.addWidget(self._cancel)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._busy)
        column.addWidget(self._elsewhere, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._cancel.clicked.connect(self.left)
        self._elsewhere.clicked.connect(self.elsewhere_wanted)

    def _order_focus(self) -> None:
        """Both lines and the buttons first, the two eyes last: typing goes on without them."""
        order = (
            self._name_line,
            self._passphrase,
            self._again,
            self.make_button,
            self._cancel,
            self._elsewhere,
            self._passphrase.eye,
            self._again.eye,
        )
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self._judging.timeout.connect(self._judge)
        self._passphrase.textEdited.connect(self._on_typed)
        self.make_button.clicked.connect(self._make)
        self._again.returnPressed.connect(self._make)
        self._model.changed.connect(self._show_state)

    def _show_state(self) -> None:
        self.make_button.setEnabled(not self._model.is_busy)
        making = "Making it. This takes a few seconds, on purpose." if self._model.is_busy else ""
        self._busy.setText(making or (self._model.problem if self.isVisible() else ""))

    def _on_typed(self, text: str) -> None:
        self._guesses = None
        missing = strength.too_short(text) if text else ""
        self._judgement.setText(missing)
        if text and not missing:
            self._judging.start()

    def _judge(self) -> None:
        asked = self._doors.guesses(self._passphrase.text(), self._name_line.text())
        self._asked = asked
        self._jobs.when_done(asked, self, done=self._on_judged, failed=self._on_not_judged)

    def _on_judged(self, guesses: int) -> None:
        if self._asked is not None and self._asked.done() and not self._judging.isActive():
            self._guesses = guesses
            self._judgement.setText(strength.in_words(guesses))

    def _on_not_judged(self, _error: YarrowError) -> None:
        self._judgement.setText("")

    def _make(self) -> None:
        typed, again = self._passphrase.text(), self._again.text()
        problems = {
            self.name: "" if self._name_line.text().strip() else "A vault needs a name.",
            self.passphrase: strength.too_short(typed) or self._too_easy(),
            self.again: "" if typed == again else "The two are not the same.",
        }
        wrong = [field for field, problem in problems.items() if problem]
        for field, problem in problems.items():
            field.show_problem(problem)
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.TabFocusReason)
            return
        self._model.make(self._name_line.text().strip(), typed)

    def _too_easy(self) -> str:
        if self._guesses is None or strength.is_enough(self._guesses):
            return ""
        return strength.in_words(self._guesses)


class ElsewherePane(QWidget):
    """The path of a vault in another folder, typed or pasted. Signals: `left()`, `found()`."""

    left = Signal()
    found = Signal()

    def __init__(
        self, model: UnlockViewModel, theme: Theme, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._line = QLineEdit()
        help_text = "The folder that holds vault.json, as IT or you wrote it down"
        self.folder = Field("Folder of the vault", self._line, theme, help_text=help_text)
        self.look_button = Button("Look there", theme, role="primary")
        cancel = Button("Back", theme)
        column = QVBoxLayout(self)
        Spacing(column, theme, margins=(36, 30, 27, 22), gap=14)
        column.addWidget(Label("A vault in another folder", "title"))
        column.addWidget(self.folder)
        row = QHBoxLayout()
        Spacing(row, theme, gap=8)
        row.addWidget(self.look_button)
        row.addWidget(cancel)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        cancel.clicked.connect(self.left)
        self.look_button.clicked.connect(self._look)
        self._line.returnPressed.connect(self._look)

    def _look(self) -> None:
        if self._model.look_in(self._line.text().strip()):
            self.folder.clear_problem()
            self._line.setText("")
            self.found.emit()
        else:
            self.folder.show_problem(self._model.problem)
            self._model.forget_problem()
