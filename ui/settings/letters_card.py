"""The card that lets single letters act or not."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QSignalBlocker

from app.errors import YarrowError
from resources.words import sentence
from ui.jobs import Jobs
from ui.settings.section import SettingCard
from ui.theme.theme import Theme
from ui.widgets.check_box import CheckBox
from ui.widgets.spoken import announce

_TEXT = (
    "O, L and H act on a row, Y, N, D and A answer, and so do some digits and signs. Without them "
    "nothing happens by a letter pressed by mistake, or heard wrong by a program that types what "
    "you say. Enter, Space, the arrows, and keys with Ctrl or Alt do all the same."
)


class LettersCard(SettingCard):
    """`change` keeps whether they act, and gives a Future that fails if it could not."""

    def __init__(
        self, change: Callable[[bool], Future[Any]], jobs: Jobs, theme: Theme, *, on: bool
    ) -> None:
        self.box = CheckBox("Let a letter alone do something", theme)
        self.box.setChecked(on)
        super().__init__("Single letters", _TEXT, theme, parts=(self.box,))
        self._change, self._jobs = change, jobs
        self.box.toggled.connect(self._on_toggled)

    def _on_toggled(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        def kept(_result: object) -> None:
            announce(self, "Single letters act" if on else "Single letters do nothing now")

        self._jobs.when_done(self._change(on), self, done=kept, failed=self._on_refused)

    def _on_refused(self, error: YarrowError) -> None:
        with QSignalBlocker(self.box):
            self.box.setChecked(not self.box.isChecked())
        self.show_text(f"{_TEXT} {sentence(error)}")
