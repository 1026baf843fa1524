"""The box in which two recovery papers make this PC a lead's, when no lead is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.errors import YarrowError
from ui.boxes.ask_box import AskBox
from ui.boxes.running import run_box
from ui.jobs import Jobs
from ui.team.facts import SpaceFacts
from ui.team.going_on import WentOn, ask_to_go_on
from ui.team.wording import TeamWording
from ui.theme.theme import Theme
from ui.widgets.note_box import NoteBox
from ui.widgets.two_shares import TwoShares

NO_LEAD = "no_lead"
_LOST = "space.recover_lost"
_TEXT = (
    "Any two of the three recovery papers of {title} make this PC a lead’s. Do it only if nobody "
    "who leads the team can be reached any more: every PC of the team sees it."
)
_NEXT = (
    "Cut off the PCs that are lost, so that a new key begins. Then make a new recovery set: the "
    "papers have been in use."
)
_DONE = f"This PC is a lead’s now. {_NEXT}"
_WHY = (
    "The service was put back from a copy and waits, or lacks part of what this team sent: it "
    "takes a new lead only together with this."
)
_WAS = "This PC is a lead’s already."


@dataclass(frozen=True, slots=True)
class LeadingCalls:
    """What the box asks for: the `words` that shares are made of; `become` a lead in a space by two
    shares, False if this PC is one's already; `go_on` too, where the service lost something.
    """

    words: Callable[[], Future[Sequence[str]]]
    become: Callable[[SpaceFacts, Sequence[str]], Future[bool]]
    go_on: Callable[[SpaceFacts, Sequence[str]], Future[WentOn]]


class LeadBox(AskBox):
    """Two shares; what is typed goes with the box."""

    def __init__(self, host: QWidget, theme: Theme, *, title: str) -> None:
        self.shares = TwoShares(theme)
        super().__init__(
            host,
            theme,
            title="No lead is left",
            text=_TEXT.format(title=title or "this space"),
            verb="Become a lead",
            parts=(self.shares, NoteBox("plain", theme, strong="Afterwards", text=_NEXT)),
        )
        self.shares.edits[0].setFocus()


def ask_to_lead(
    host: QWidget,
    theme: Theme,
    jobs: Jobs,
    *,
    space: SpaceFacts,
    wording: TeamWording,
    calls: LeadingCalls,
    done: Callable[[str], object],
) -> LeadBox:
    """Ask for the shares; where the service lost something, ask about that before it is stated."""
    box = LeadBox(host, theme, title=space.title)
    jobs.when_done(calls.words(), box, done=box.shares.know, failed=box.refuse)
    typed: tuple[str, ...] = ()

    def start() -> Future[bool] | None:
        nonlocal typed
        if not box.shares.is_filled():
            return None
        typed = box.shares.typed
        return calls.become(space, typed)

    def on_refused(error: YarrowError) -> None:
        if error.code != _LOST:
            box.refuse(error)
            return
        box.close_overlay()
        ask_to_go_on(
            host,
            theme,
            jobs,
            space=space,
            wording=wording,
            start=lambda: calls.go_on(space, typed),
            done=lambda words: done(f"{_DONE} {words}"),
            why=_WHY,
        )

    run_box(box, jobs, start, lambda is_new: done(_DONE if is_new else _WAS), refused=on_refused)
    return box
