"""The boxes that keep a colleague out of a file, and let one in again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future

from PySide6.QtWidgets import QWidget

from app.domain.keeping_out import Colleague
from app.forms.lists import load_list
from ui.boxes.ask_box import AskBox
from ui.boxes.running import run_box, words_field
from ui.jobs import Jobs
from ui.theme.theme import Theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.field import Field

Keep = Callable[[str, str, str], Future[None]]
"""Given who (her id), because (a code) and why."""


def keep_out_box(
    host: QWidget,
    theme: Theme,
    jobs: Jobs,
    colleagues: Sequence[Colleague],
    keep: Keep,
    *,
    done: Callable[[], object],
) -> AskBox:
    """Ask whom to keep out, and why."""
    who, because = _names(theme, colleagues), ChoiceBox(theme, spoken="Because")
    for code in load_list("kept_out_reasons").entries:
        because.addItem(code.label, code.code)
    _choose_none(because)
    field, words = words_field("In your words", theme, help_text="Kept in the file")
    box = AskBox(
        host,
        theme,
        title="Keep a colleague out of this file",
        text="It shows them nothing of itself from now on, with a reason or without. A lead is "
        "told. The keys of the team still open it: for more than that, move it to a space apart.",
        verb="Keep them out",
        fields={
            "worker": Field("Colleague", who, theme),
            "because": Field("Because", because, theme),
            "why": field,
        },
    )

    def start() -> Future[None] | None:
        for name, choice in (("worker", who), ("because", because)):
            if choice.currentIndex() < 0:
                box.point_out(name, "Choose one first.")
                return None
        return keep(str(who.currentData()), str(because.currentData()), words.toPlainText().strip())

    run_box(box, jobs, start, lambda _none: done())
    return box


def let_in_box(
    host: QWidget,
    theme: Theme,
    jobs: Jobs,
    colleagues: Sequence[Colleague],
    let_in: Callable[[str, str], Future[None]],
    *,
    done: Callable[[], object],
) -> AskBox:
    """Ask a lead whom to let in again, and why."""
    who = _names(theme, colleagues)
    field, words = words_field("Why", theme, help_text="Kept in the file")
    box = AskBox(
        host,
        theme,
        title="Let a colleague in again",
        text="They can see and find this file like everyone else of the team.",
        verb="Let them in",
        fields={"worker": Field("Colleague", who, theme), "why": field},
    )

    def start() -> Future[None] | None:
        if who.currentIndex() < 0:
            box.point_out("worker", "Choose one first.")
            return None
        return let_in(str(who.currentData()), words.toPlainText().strip())

    run_box(box, jobs, start, lambda _none: done())
    return box


def _names(theme: Theme, colleagues: Sequence[Colleague]) -> ChoiceBox:
    choice = ChoiceBox(theme, spoken="Colleague")
    for each in colleagues:
        choice.addItem(each.name, each.author)
    _choose_none(choice)
    return choice


def _choose_none(choice: ChoiceBox) -> None:
    choice.setCurrentIndex(-1)
    choice.setPlaceholderText("Choose")
