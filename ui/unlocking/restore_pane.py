"""The right side of the lock card for whoever brings a vault back from a backup."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.moments import moment_of
from app.errors import YarrowError
from resources.words import sentence
from ui.formats import clock_time, short_date
from ui.jobs import Jobs
from ui.safety.file_choice import choose_files
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.unlocking.proof_fields import PASSPHRASE, SHARES, ProofFields
from ui.unlocking.view_model import Doors, KnownBackup, UnlockViewModel
from ui.widgets.button import Button
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.spoken import announce

_TEXT = (
    "If that vault is still on this PC, what is newer in it stays, and a damaged folder is kept. "
    "Else it is put beside the others."
)
_ANOTHER = "Another file, on a stick or a drive"
_FILTERS = ("Backups (*.backup)", "All files (*)")
_BUSY = "Bringing it back. This can take some minutes; nothing is overwritten."


class RestorePane(QWidget):
    """A backup's file and what opens it. Signals: `left()`, `restored()`; `restored_by(str, tuple)`
    with the way and what was typed, if that was no passphrase.
    """

    left = Signal()
    restored = Signal()
    restored_by = Signal(str, tuple)

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
        self._model, self._doors, self._jobs, self._theme = model, doors, jobs, theme
        self.line, self.proof = QLineEdit(), ProofFields(theme)
        self.choice = ChoiceBox(theme, spoken="Backup")
        self.known = Field("Backup", self.choice, theme)
        self.file = Field("File of the backup", self.line, theme)
        self.choose_button = Button("Choose the file", theme)
        self.button = Button("Restore", theme, role="primary")
        self._told = Label("", "quiet", wraps=True)
        self._lay_out(theme)
        self.show_known(())
        self.choose_button.clicked.connect(self._choose)
        self.choice.currentIndexChanged.connect(self._on_chosen)
        self.button.clicked.connect(self._restore)
        self.line.returnPressed.connect(self._restore)
        self.proof.entered.connect(self._restore)
        self.proof.way_changed.connect(self._on_way)

    def begin(self) -> None:
        """Look which backups lie on this PC."""
        self._jobs.when_done(
            self._doors.backups(), self, done=self.show_known, failed=self._on_refused
        )

    def show_known(self, backups: Sequence[KnownBackup]) -> None:
        """Offer these, and another file; what was typed or chosen stays."""
        self.choice.clear()
        for backup in backups:
            self.choice.addItem(_named(backup), backup.file)
        self.choice.addItem(_ANOTHER, "")
        typed = self.line.text().strip()
        self.choice.setCurrentIndex(self.choice.count() - 1 if typed else 0)
        self._on_chosen()

    def forget(self) -> None:
        """Empty every line."""
        self.line.clear()
        self.proof.forget()
        self._told.setText("")
        self.file.clear_problem()

    def _lay_out(self, theme: Theme) -> None:
        cancel = Button("Back", theme)
        cancel.clicked.connect(self.left)
        column = QVBoxLayout(self)
        Spacing(column, theme, margins=(36, 24, 27, 22), gap=10)
        column.addWidget(Label("Restore from a backup", "title"))
        column.addWidget(Label(_TEXT, "small", wraps=True))
        column.addWidget(self.known)
        column.addWidget(self.file)
        column.addWidget(self.proof)
        row = QHBoxLayout()
        Spacing(row, theme, gap=8)
        for button in (self.button, self.choose_button, cancel):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._told)
        column.addStretch(1)

    def _restore(self) -> None:
        file = self.choice.currentData() or self.line.text().strip()
        way, typed = self.proof.way, self.proof.typed
        self.file.show_problem("" if file else "Choose the file, or write its name and folder.")
        if not (self.proof.is_filled() and file and self.button.isEnabled()):
            return
        self.button.setEnabled(False)
        self._told.setText(_BUSY)
        self._jobs.when_done(
            self._doors.restore(file, *typed)
            if way == PASSPHRASE
            else self._doors.restore_by(file, way, typed),
            self,
            done=lambda key: self._on_restored(key, way, typed),
            failed=self._on_refused,
        )

    def _on_chosen(self) -> None:
        """The line is for a file that is not in the list."""
        is_other = not self.choice.currentData()
        if not is_other and self.line.hasFocus():
            self.choice.setFocus()
        self.known.setVisible(self.choice.count() > 1)
        self.file.setVisible(is_other)
        self.choose_button.setVisible(is_other)
        self.known.clear_problem()

    def _choose(self) -> None:
        def take(files: list[Path]) -> None:
            self.line.setText(str(files[0]))
            self.proof.words.setFocus()

        title = "Choose a backup"
        choose_files(self.window(), self._theme, title=title, done=take, filters=_FILTERS)

    def _on_way(self) -> None:
        if self.proof.way == SHARES:
            words = self._doors.share_words()
            self._jobs.when_done(words, self, done=self.proof.know, failed=self._on_refused)

    def _on_restored(self, key: str, way: str, typed: tuple[str, ...]) -> None:
        self.button.setEnabled(True)
        self.forget()
        if not self._model.look_in(key):
            return
        if way != PASSPHRASE:
            announce(self, "Restored. Now choose a new passphrase for it.")
            self.restored_by.emit(way, typed)
        else:
            self.restored.emit()

    def _on_refused(self, error: YarrowError) -> None:
        self.button.setEnabled(True)
        self._told.setText("")
        field = self.known if self.choice.currentData() else self.file
        field.show_problem(sentence(error))
        announce(self, sentence(error), urgent=True)


def _named(backup: KnownBackup) -> str:
    """Whose it is and when it was made, by this PC's clock."""
    at = moment_of(backup.made_ms).astimezone()
    whose = backup.label or "A vault that is not here now"
    return f"{whose}, {short_date(at.date())} {clock_time(at)}"
