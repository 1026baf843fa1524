"""The cards of the section Backups."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import YarrowError
from resources.words import sentence
from ui.jobs import Jobs
from ui.settings.backup_words import BackupFacts, standing
from ui.settings.section import SettingCard
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.check_box import CheckBox
from ui.widgets.field import Field
from ui.widgets.note_box import NoteBox
from ui.widgets.spoken import announce

_OWN = (
    "Once a day while Yarrow is open, the whole vault is copied into one encrypted file and the "
    "copy is opened to check it. Seven daily and four weekly ones are kept, none for longer than "
    "35 days. Nobody can read them without your passphrase or your team’s recovery shares."
)
_SECOND = (
    "If this PC is lost, so are the backups on it. Each can be copied to a folder on a stick or on "
    "a drive of the trust as well."
)
_NO_SECOND = "Leave it empty for no second place."
_FILE = "Into a file that you name, on a stick or a drive for example. It never writes over a file."
_RESTORE = (
    "Lock, choose “Someone else” and “Restore from a backup”, and one of the list or a file. What "
    "is newer in the vault stays: the backup only adds what is missing. With the command line it "
    "is: yarrow vault restore FILE PATH"
)


@dataclass(frozen=True, slots=True)
class BackupCalls:
    """What the cards ask for; `into` gives a Future of whatever was made."""

    back_up: Callable[[], object]
    into: Callable[[str], Future[Any]]
    set_on: Callable[[bool], object]
    set_folder: Callable[[str], object]


class OwnCard(SettingCard):
    """The backups that happen by themselves."""

    def __init__(self, calls: BackupCalls, theme: Theme) -> None:
        self.note = NoteBox("info", theme, strong="Looking for backups.")
        self.on_box = CheckBox("Make one every day", theme)
        self.now_button = Button("Back up now", theme, role="primary")
        super().__init__(
            "By themselves",
            _OWN,
            theme,
            parts=(self.note, self.on_box),
            actions=(self.now_button,),
        )
        self._calls = calls
        self._went_to: QWidget | None = None
        self.now_button.clicked.connect(self._back_up)
        self.on_box.toggled.connect(self._on_toggled)

    def show_facts(self, facts: BackupFacts, now: datetime) -> None:
        """Say how they stand."""
        kind, strong, text = standing(facts, now)
        self.note.show_kind(kind)
        self.note.show_words(strong=strong, text=text)
        self._allow_now(allowed=not facts.is_working)
        with QSignalBlocker(self.on_box):
            self.on_box.setChecked(facts.is_on)

    def _allow_now(self, *, allowed: bool) -> None:
        """Focus that Qt takes from the button goes back to it, unless it went on since."""
        button, window = self.now_button, self.window()
        had_focus = button.hasFocus()
        button.setEnabled(allowed)
        if had_focus and not allowed:
            self._went_to = window.focusWidget()
        elif allowed and self._went_to is not None:
            if window.focusWidget() is self._went_to:
                button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._went_to = None

    def _back_up(self) -> None:
        self._calls.back_up()

    def _on_toggled(self, is_on: bool) -> None:  # noqa: FBT001 - Qt's own
        self._calls.set_on(is_on)


class SecondCard(SettingCard):
    """Where each backup is copied to as well. Signals: `kept()`."""

    kept = Signal()

    def __init__(self, calls: BackupCalls, theme: Theme) -> None:
        self.line = QLineEdit()
        self.field = Field("Folder", self.line, theme, help_text=_NO_SECOND)
        self.keep_button = Button("Keep this place", theme)
        self.choose_button = Button("Choose a folder", theme)
        super().__init__(
            "A second place",
            _SECOND,
            theme,
            parts=(self.field,),
            actions=(self.keep_button, self.choose_button),
        )
        self._calls = calls
        self.keep_button.clicked.connect(self._keep)
        self.line.returnPressed.connect(self._keep)

    def show_facts(self, facts: BackupFacts) -> None:
        """Show the place that is kept; what is being typed stays."""
        if not self.line.isModified():
            self.line.setText(facts.second)

    def _keep(self) -> None:
        folder = self.line.text().strip()
        self.line.setModified(False)
        self._calls.set_folder(folder)
        said = "Kept: the next backup is copied there too." if folder else "Kept: no second place."
        self.show_text(f"{_SECOND} {said}")
        announce(self, said)
        self.kept.emit()


class FileCard(SettingCard):
    """A backup into a file of her own choice. Signals: `made()`."""

    made = Signal()

    def __init__(self, calls: BackupCalls, jobs: Jobs, theme: Theme) -> None:
        self.line = QLineEdit()
        self.field = Field("File", self.line, theme)
        self.button = Button("Back up into this file", theme)
        self.choose_button = Button("Choose where", theme)
        super().__init__(
            "Into a file of your own",
            _FILE,
            theme,
            parts=(self.field,),
            actions=(self.button, self.choose_button),
        )
        self._calls, self._jobs = calls, jobs
        self.button.clicked.connect(self._back_up)
        self.line.returnPressed.connect(self._back_up)

    def _back_up(self) -> None:
        file = self.line.text().strip()
        if not file or not self.button.isEnabled():
            self.field.show_problem("Write the file’s name, with its folder.")
            return
        self.field.clear_problem()
        self.button.setEnabled(False)
        self.show_text(f"{_FILE} It is being made; go on working.")
        self._jobs.when_done(
            self._calls.into(file), self, done=self._on_made, failed=self._on_refused
        )

    def _on_made(self, _made: object) -> None:
        self.button.setEnabled(True)
        self.show_text(f"{_FILE} Done: the backup is there, and was checked by opening it.")
        announce(self, "Backup made")
        self.made.emit()

    def _on_refused(self, error: YarrowError) -> None:
        self.button.setEnabled(True)
        self.show_text(_FILE)
        self.field.show_problem(sentence(error))


class RestoreCard(SettingCard):
    """How a backup is brought back."""

    def __init__(self, theme: Theme) -> None:
        super().__init__("Bring one back", _RESTORE, theme)
