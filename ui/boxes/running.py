"""A box whose verb starts something: it stays open until that was done, or says why not."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

import shiboken6
from PySide6.QtWidgets import QPlainTextEdit

from app.errors import YarrowError
from resources.words import sentence
from ui.boxes.ask_box import AskBox
from ui.jobs import Jobs
from ui.safety.failure_box import FailureBox
from ui.theme.theme import Theme
from ui.widgets.field import Field

T = TypeVar("T")
_LINES_HIGH = 84


def run_box(
    box: AskBox,
    jobs: Jobs,
    start: Callable[[], Future[T] | None],
    done: Callable[[T], object],
    *,
    refused: Callable[[YarrowError], object] | None = None,
) -> None:
    """Start when the verb is pressed, close once it was done, and hand over what came of it.

    `start` gives None where something is still to be answered, and has said so in the box. Whoever
    goes back before it was done is told all the same, and of a refusal too; while the box is open
    the box says it, or `refused` does something else about it.
    """
    host, theme = box.parentWidget(), box.theme

    def on_wanted() -> None:
        future = start()
        if future is not None:
            box.begin(future)
            jobs.when_done(future, jobs, done=on_done, failed=on_failed)

    def on_done(result: T) -> None:
        if shiboken6.isValid(box):
            box.finish()
        done(result)

    def on_failed(error: YarrowError) -> None:
        if shiboken6.isValid(box) and not box.isHidden():
            (refused or box.refuse)(error)
        elif host is not None and shiboken6.isValid(host):
            FailureBox(host, theme, sentence(error))

    box.wanted.connect(on_wanted)


def words_field(label: str, theme: Theme, *, help_text: str = "") -> tuple[Field, QPlainTextEdit]:
    """A few lines to write a reason on; Tab leaves them."""
    words = QPlainTextEdit()
    words.setTabChangesFocus(True)
    words.setMaximumHeight(theme.px(_LINES_HIGH))
    return Field(label, words, theme, help_text=help_text), words
