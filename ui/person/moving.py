"""The box that moves a file into another space."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from ui.boxes.ask_box import AskBox
from ui.boxes.running import run_box
from ui.jobs import Jobs
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.meant_choice import MeantChoice
from ui.widgets.note_box import NoteBox

_THERE = (
    "Everything in the file is written anew there and names who wrote it first. Here it is put "
    "away. It has another reference there."
)
_LEFT = (
    "What was in {space} stays in its history: everybody there who has it can still read it. "
    "Moving takes nothing away from them. Backups made before hold it too."
)


@dataclass(frozen=True, slots=True)
class Target:
    """A space that the file can move into, and who reads there."""

    id: bytes
    title: str
    readers: tuple[str, ...]


class MoveAsking(QObject):
    """Opens the box over a page; `done` is told the file's new id."""

    def __init__(
        self, host: QWidget, theme: Theme, jobs: Jobs, *, done: Callable[[bytes], object]
    ) -> None:
        super().__init__(host)
        self._host, self._theme, self._jobs, self._done = host, theme, jobs, done

    def ask(
        self, here: str, targets: Sequence[Target], move: Callable[[bytes], Future[bytes]]
    ) -> AskBox:
        """Ask into which space, and say what stays behind; `here` is where the file is."""
        group, ground = QButtonGroup(), QWidget()
        column = QVBoxLayout(ground)
        Spacing(column, self._theme, gap=2)
        for number, target in enumerate(targets):
            choice = QRadioButton(target.title)
            choice.setChecked(len(targets) == 1)
            group.addButton(choice, number)
            column.addWidget(MeantChoice(choice, _readers(target), self._theme))
        left = _LEFT.format(space=here)
        box = AskBox(
            self._host,
            self._theme,
            title="Move this file into another space",
            text=_THERE,
            verb="Move the file",
            parts=(
                ground,
                NoteBox("warn", self._theme, strong=f"It is still in {here}", text=left),
            ),
        )
        group.setParent(box)

        def start() -> Future[bytes] | None:
            chosen = group.checkedId()
            if chosen < 0:
                box.tell("Choose the space first.")
                return None
            return move(targets[chosen].id)

        run_box(box, self._jobs, start, self._done)
        return box


def _readers(target: Target) -> str:
    if not target.readers:
        return "Read by you alone so far"
    return f"Read by you and {', '.join(target.readers)}"
