"""The two boxes of a phone call: read out four words, type the six that a lead reads back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.boxes.ask_box import AskBox
from ui.jobs import Jobs
from ui.team.cards import chips_of
from ui.team.facts import DeviceFacts, PersonFacts
from ui.team.wording import UNNAMED, UNNAMED_PC
from ui.theme.theme import Theme
from ui.widgets.field import Field
from ui.widgets.label import Label

_RING = (
    "Ring a lead of your team on a number you know, and read these four words out. She chooses "
    "this PC on her page Sync and reads six words back."
)
_LET = (
    "{pc} has not reached the service for so long that it shows nothing of {title}. With six words "
    "from you it shows it again for {days} days. Only for {person}, and only on a number you know: "
    "not one that came with a message. Nothing is lost if you do not: it opens by itself when it "
    "reaches the service."
)
_LETTERS = "The first four letters of each are enough"
_READ_OUT = "Read these six words out. They work today, on this PC alone, and once."


@dataclass(frozen=True, slots=True)
class PhoneCalls:
    """What the boxes ask for, each with a space's id first.

    `asked` gives the four words of this PC; `reopen` takes the six that were typed. `answered`
    takes a colleague's PC and the four words from its screen, and gives six.
    """

    asked: Callable[[bytes], Future[Sequence[str]]]
    reopen: Callable[[bytes, str], Future[Any]]
    answered: Callable[[bytes, bytes, str], Future[Sequence[str]]]


class ReopenBox(AskBox):
    """The four words of this PC, and a line for a lead's six."""

    def __init__(self, host: QWidget, theme: Theme, *, title: str) -> None:
        self.words = QLineEdit()
        self._look, self._ground_of_words = theme, QWidget()
        line = Field("Six words from the lead", self.words, theme, help_text=_LETTERS)
        super().__init__(
            host,
            theme,
            title=f"Show {title or 'this space'} again",
            text=_RING,
            verb="Show it again",
            parts=(self._ground_of_words, line),
        )
        self.words.setFocus()

    def show_asked(self, words: Sequence[str]) -> None:
        """Show the words to read out."""
        _put(self._ground_of_words, words, self._look, spoken=f"Four words: {' '.join(words)}")
        QTimer.singleShot(0, self, self.place)


class AnswerBox(AskBox):
    """A line for the four words of a colleague's PC, and then the six to read out."""

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        jobs: Jobs,
        *,
        person: PersonFacts,
        device: DeviceFacts,
        title: str,
        days: int,
        answered: Callable[[str], Future[Sequence[str]]],
    ) -> None:
        self.asked = QLineEdit()
        self._look, self._jobs, self._answered = theme, jobs, answered
        self._ground_of_words = QWidget()
        self._read_out = Label(_READ_OUT, "label", wraps=True)
        pc, title = device.pc or UNNAMED_PC, title or "this space"
        person_name = person.name or UNNAMED
        super().__init__(
            host,
            theme,
            title=f"Let {pc} read again",
            text=_LET.format(pc=pc, title=title, days=days, person=person_name),
            verb="Make six words",
            fields={
                "asked": Field(
                    "Four words from their screen", self.asked, theme, help_text=_LETTERS
                )
            },
            parts=(self._read_out, self._ground_of_words),
        )
        self._read_out.hide()
        self.wanted.connect(self._ask)

    def _ask(self) -> None:
        self.set_busy(busy=True)
        answer = self._answered(self.asked.text())
        self._jobs.when_done(answer, self, done=self._show, failed=self.refuse)

    def _show(self, words: Sequence[str]) -> None:
        self.set_busy(busy=False)
        self._read_out.show()
        spoken = f"Six words: {' '.join(words)}"
        _put(self._ground_of_words, words, self._look, spoken=spoken)
        QTimer.singleShot(0, self, self.place)


def _put(ground: QWidget, words: Sequence[str], theme: Theme, *, spoken: str) -> None:
    column = ground.layout()
    if column is None:
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
    while (item := column.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    column.addWidget(chips_of(tuple(words), theme, spoken=spoken))
