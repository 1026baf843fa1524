"""The card and the box about a service that lost entries for good: a lead says where to go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ui.boxes.ask_box import AskBox
from ui.boxes.running import run_box
from ui.jobs import Jobs
from ui.team.cards import note_card
from ui.team.facts import SpaceFacts
from ui.team.people_card import Asked
from ui.team.wording import UNNAMED_PC, TeamWording
from ui.theme.theme import Theme
from ui.widgets.button import Button
from ui.widgets.label import Label
from ui.widgets.note_box import NoteBox

GO_ON = "go_on"
_LOST = (
    "It was put back from an older copy, or changed by hand. First let every PC of the team sync: "
    "each gives back what it still has. Only if this stays, no PC has what is missing."
)
_WHAT = (
    "History goes on from the last place that the service and this PC have in common. What was "
    "recorded above it stays on the PCs that hold it, says “only on this PC” again, and is sent "
    "again. Who joined since is invited anew; who was cut off since is cut off anew, and belongs "
    "until then; what was erased since is erased anew."
)
_FINAL = "It cannot be taken back. Nothing that was recorded on a PC is lost."
_HOPE = (
    "A PC that was off until now may still hold what is missing. Afterwards that can no longer be "
    "given back as it was; what was recorded on it is sent again by it all the same."
)


@dataclass(frozen=True, slots=True)
class WentOn:
    """What is left to do: names of PCs that had joined since, and of those cut off since."""

    to_invite: Sequence[str] = ()
    to_cut_off: Sequence[str] = ()

    @property
    def words(self) -> str:
        """What a lead is told."""
        invite = f" Invite anew: {', '.join(self.to_invite)}." if self.to_invite else ""
        cut = f" Cut off anew: {', '.join(self.to_cut_off)}." if self.to_cut_off else ""
        return f"History goes on, and what was lost is sent again.{invite}{cut}"


def lost_card(theme: Theme, asked: Asked) -> QWidget:
    """That the service lost something, for a lead."""
    button = Button("Go on without it", theme, role="danger", small=True)
    button.setObjectName(GO_ON)
    button.clicked.connect(lambda: asked(GO_ON, None))
    strong = "The service lost part of the history"
    return note_card("danger", theme, strong=strong, text=_LOST, button=button)


def ask_to_go_on(
    host: QWidget,
    theme: Theme,
    jobs: Jobs,
    *,
    space: SpaceFacts,
    wording: TeamWording,
    start: Callable[[], Future[WentOn]],
    done: Callable[[str], object],
    why: str = "",
) -> AskBox:
    """Say what follows, and which PCs were heard when, before it is stated; `why` it is asked now
    is said first.
    """
    heard = [
        f"{each.pc or UNNAMED_PC}: {wording.device(each)}"
        for each in space.devices
        if not each.is_own
    ]
    parts: list[QWidget] = [NoteBox("plain", theme, text=_WHAT)]
    if heard:
        parts.append(NoteBox("warn", theme, strong="Have all of these synced since?", text=_HOPE))
        parts.append(Label("\n".join(heard), "small", wraps=True))
    box = AskBox(
        host,
        theme,
        title="Go on without what the service lost",
        text=f"{why} {_FINAL}".strip(),
        verb="Go on without it",
        parts=parts,
        is_final=True,
    )
    run_box(box, jobs, start, lambda went: done(went.words))
    return box
