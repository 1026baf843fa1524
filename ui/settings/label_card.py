"""The label by which the lock screen shows a person."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from app.errors import YarrowError
from resources.words import sentence
from ui.jobs import Jobs
from ui.settings.section import SettingCard
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.spoken import announce

LONGEST = 40
_TEXT = (
    "The lock screen shows this to whoever stands before it. Initials tell a stranger least. "
    "It is kept in clear on this PC."
)


class LabelCard(SettingCard):
    """`change` keeps a new label and gives a Future that fails if it could not be kept.

    Signals: `kept()`.
    """

    kept = Signal()

    def __init__(
        self, label: str, change: Callable[[str], Future[None]], jobs: Jobs, theme: Theme
    ) -> None:
        self.line = QLineEdit(label)
        self.line.setMaxLength(LONGEST)
        self.keep_button = Button("Keep this label", theme)
        self.field = Field("Label", self.line, theme)
        super().__init__(
            "On the lock screen",
            _TEXT,
            theme,
            parts=(self.field,),
            actions=(self.keep_button,),
        )
        self._change, self._jobs = change, jobs
        self.keep_button.clicked.connect(self._keep)
        self.line.returnPressed.connect(self._keep)

    def _keep(self) -> None:
        wanted = self.line.text().strip()
        if not wanted:
            self.field.show_problem("Write at least one letter or number.")
            return
        self.field.clear_problem()
        self._jobs.when_done(
            self._change(wanted), self, done=self._on_kept, failed=self._on_refused
        )

    def _on_kept(self, _nothing: None) -> None:
        self.show_text(f"{_TEXT} Kept: from the next lock on it shows this label.")
        announce(self, "Label kept")
        self.kept.emit()

    def _on_refused(self, error: YarrowError) -> None:
        self.field.show_problem(sentence(error))
