"""The boxes for leads: erase a file or one record of it, put a file on hold, let go of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.forms.lists import load_list
from ui.boxes.ask_box import AskBox
from ui.boxes.running import run_box, words_field
from ui.jobs import Jobs
from ui.theme.theme import Theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.field import Field
from ui.widgets.note_box import NoteBox, NoteKind

T = TypeVar("T")
_WHAT = (
    "It goes from the service and from every PC of the team, with its attachments, drafts, search "
    "and history. The date, your name and your reason stay."
)
_OUT_OF_REACH = (
    "Copies that were let out, paper, and what went to other teams. Backups that a PC made before "
    "keep it for up to {days} days."
)
_UNTOLD = (
    "A referral is open between you. They have a file of their own and do not hear of this. If "
    "they are to stop, go back and take the agreement back, or close the referral, and sync."
)
_NEEDS_WHY = "Say why it is erased: the reason stays when the rest is gone."


@dataclass(frozen=True, slots=True)
class EraseFacts:
    """What a lead has to know first.

    `title` names a single record, empty for the whole file. `grace_days` is how long another lead
    can take it back. `unheard` are the PCs, in words, that have not been heard of for a day,
    `others` how many PCs besides this one have it. `reason` stands there to begin with.
    `parts` are the references of other files of the person, which are not erased; `untold` the
    teams with an open referral of it.
    """

    title: str
    grace_days: int
    others: int
    unheard: tuple[str, ...]
    backup_days: int
    reason: str = ""
    parts: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()


class EraseAsking(QObject):
    """Opens the boxes over a page; each runs what it is handed."""

    def __init__(self, host: QWidget, theme: Theme, jobs: Jobs) -> None:
        super().__init__(host)
        self._host, self._theme, self._jobs = host, theme, jobs

    def erase(
        self,
        facts: EraseFacts,
        erase: Callable[[str], Future[T]],
        done: Callable[[T], object],
    ) -> AskBox:
        """Say what happens, and ask why."""
        field, words = words_field(
            "Why it is erased", self._theme, help_text="Stays for good, so name nobody in it"
        )
        words.setPlainText(facts.reason)
        theme = self._theme
        box = AskBox(
            self._host,
            theme,
            title=f"Erase this record: {facts.title}" if facts.title else "Erase this file",
            text=f"{_WHAT} {undoing(facts)}",
            verb="Erase this record" if facts.title else "Erase this file",
            fields={"reason": field},
            parts=self._notes(facts),
            is_final=True,
        )

        def start() -> Future[T] | None:
            reason = words.toPlainText().strip()
            if not reason:
                box.point_out("reason", _NEEDS_WHY)
                return None
            return erase(reason)

        run_box(box, self._jobs, start, done)
        return box

    def _notes(self, facts: EraseFacts) -> tuple[QWidget, ...]:
        """Who has it still, and what is out of reach."""
        kind: NoteKind = "warn" if facts.unheard else "plain"
        reach = _OUT_OF_REACH.format(days=facts.backup_days)
        alone = f"It is shown with {', '.join(facts.parts)}, which stays. Erase that by itself."
        joined = NoteBox("warn", self._theme, strong="This file alone", text=alone)
        names = ", ".join(facts.untold)
        untold = NoteBox("warn", self._theme, strong=f"Not told: {names}", text=_UNTOLD)
        return (
            *((joined,) if facts.parts else ()),
            *((untold,) if facts.untold else ()),
            NoteBox(kind, self._theme, strong=hearing(facts), text=" · ".join(facts.unheard)),
            NoteBox("plain", self._theme, strong="Out of reach", text=reach),
        )

    def hold(
        self, hold: Callable[[str, str], Future[None]], done: Callable[[None], object]
    ) -> AskBox:
        """Ask what a file is to be kept for."""
        because = ChoiceBox(self._theme, spoken="Because")
        for code in load_list("hold_reasons").entries:
            because.addItem(code.label, code.code)
        because.setCurrentIndex(-1)
        because.setPlaceholderText("Choose")
        field, words = words_field(
            "In your words", self._theme, help_text="Everyone who reads the file can read this"
        )
        box = AskBox(
            self._host,
            self._theme,
            title="Put this file on hold",
            text="Nothing of it, or of a file shown as one with it, is erased until a lead lets go."
            " Everything else goes on as now.",
            verb="Put on hold",
            fields={"because": Field("What it is kept for", because, self._theme), "why": field},
        )

        def start() -> Future[None] | None:
            if because.currentIndex() < 0:
                box.point_out("because", "Choose one first.")
                return None
            return hold(str(because.currentData()), words.toPlainText().strip())

        run_box(box, self._jobs, start, done)
        return box

    def let_go(
        self, let_go: Callable[[str], Future[None]], done: Callable[[None], object]
    ) -> AskBox:
        """Ask why a file is on hold no longer."""
        field, words = words_field("Why", self._theme, help_text="It stays in the history")
        box = AskBox(
            self._host,
            self._theme,
            title="Let go of this file",
            text="A lead can then have it erased again.",
            verb="Let go",
            fields={"why": field},
        )
        run_box(box, self._jobs, lambda: let_go(words.toPlainText().strip()), done)
        return box


def undoing(facts: EraseFacts) -> str:
    """Whether it can be taken back, and for how long."""
    if not facts.grace_days:
        return "This cannot be undone, by anyone."
    days = "one day" if facts.grace_days == 1 else f"{facts.grace_days} days"
    return f"For {days} another lead can take it back. After that it cannot be undone, by anyone."


def hearing(facts: EraseFacts) -> str:
    """Which PCs will erase it late."""
    if not facts.others:
        return "No other PC belongs to the team."
    if not facts.unheard:
        return "Every other PC was heard of within a day. Each erases it when it next syncs."
    if len(facts.unheard) == 1:
        return "One PC has not been heard of for a day. It keeps this until it syncs."
    return (
        f"{len(facts.unheard)} PCs have not been heard of for a day. They keep it until they sync."
    )
