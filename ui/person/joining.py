"""The boxes that show two files of one person as one, and take that back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.domain.people import PersonRow
from ui.boxes.ask_box import AskBox
from ui.boxes.running import run_box
from ui.jobs import Jobs
from ui.names import Names
from ui.person.file_choice import FileChoice
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.search_box import SearchBox

_JOINED = (
    "Both files stay as they are and show as one page, this one in front. Nothing is moved or "
    "lost, and it can be undone at any time."
)
_UNDONE = (
    "Everything recorded in that file goes back onto a page of its own, as it was. The others stay "
    "together."
)

_NOBODY_YET = "No file here looks like this person’s. Type to look for one."
_CHOOSE = "Choose the other file first."
_CHOOSE_WHICH = "Choose which file to take out first."


@dataclass(frozen=True, slots=True)
class JoinCalls:
    """What the box asks for: other files by words, join one, say that it is somebody else's."""

    search: Callable[[str], Future[Sequence[PersonRow]]]
    join: Callable[[bytes], Future[None]]
    keep_apart: Callable[[bytes], Future[None]]


class JoinAsking(QObject):
    """Opens the boxes over a page; `done` is told a sentence."""

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        jobs: Jobs,
        names: Names,
        *,
        done: Callable[[str], object],
    ) -> None:
        super().__init__(host)
        self._host, self._theme, self._jobs, self._names = host, theme, jobs, names
        self._done = done

    def join(self, alike: Sequence[PersonRow], calls: JoinCalls) -> AskBox:
        """Ask which file is the same person's; `alike` are those that look like it."""
        theme, jobs = self._theme, self._jobs
        choice = FileChoice(alike, theme, self._names, nobody=_NOBODY_YET)
        line = SearchBox("Name, birth date, number or reference", theme, spoken="Look for a file")
        apart = Button("They are two people", theme, icon="x", small=True)
        box = AskBox(
            self._host,
            theme,
            title="Join with another file of this person",
            text=_JOINED,
            verb="Show them as one",
            fields={"other": Field("Look for a file", line, theme)},
            parts=(choice, apart),
        )
        apart.setVisible(bool(alike))

        self._search(box, line, choice, apart, calls)
        apart.clicked.connect(lambda: self._tell_apart(box, choice, calls))
        run_box(
            box,
            jobs,
            lambda: _chosen(box, choice, calls.join, _CHOOSE),
            lambda _none: self._done("Both files show as one now."),
        )
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        return box

    def _search(
        self, box: AskBox, line: SearchBox, choice: FileChoice, apart: Button, calls: JoinCalls
    ) -> None:
        """Offer what is found as it is typed."""

        def found(rows: Sequence[PersonRow]) -> None:
            choice.show_rows(rows)
            choice.stand_between(line, apart)
            apart.setVisible(bool(rows))
            box.place()

        def look(words: str) -> None:
            self._jobs.when_done(calls.search(words), box, done=found, failed=box.refuse)

        line.textEdited.connect(look)
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            down = QShortcut(QKeySequence(key), line)
            down.setContext(Qt.ShortcutContext.WidgetShortcut)
            down.activated.connect(choice.enter)

    def _tell_apart(self, box: AskBox, choice: FileChoice, calls: JoinCalls) -> None:
        """Remember that they are two people."""
        answer = _chosen(box, choice, calls.keep_apart, _CHOOSE)

        def kept(_none: None) -> None:
            box.finish()
            self._done("Two people: it is remembered, and not asked again.")

        if answer is not None:
            self._jobs.when_done(answer, box, done=kept, failed=box.refuse)

    def take_out(
        self, parts: Sequence[PersonRow], take_out: Callable[[bytes], Future[None]]
    ) -> AskBox:
        """Ask which of the files shown here is a person's own after all."""
        choice = FileChoice(parts, self._theme, self._names)
        box = AskBox(
            self._host,
            self._theme,
            title="Files shown as one",
            text=_UNDONE,
            verb="Take it out",
            parts=(choice,),
        )

        run_box(
            box,
            self._jobs,
            lambda: _chosen(box, choice, take_out, _CHOOSE_WHICH),
            lambda _none: self._done("It has a page of its own again."),
        )
        return box


def _chosen(
    box: AskBox, choice: FileChoice, act: Callable[[bytes], Future[None]], asks: str
) -> Future[None] | None:
    """Do it with the file chosen, or ask to choose one first."""
    row = choice.chosen
    if row is None:
        box.tell(asks)
        return None
    return act(row.subject)
