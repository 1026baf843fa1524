"""The boxes in which a lead decides on what was kept apart, and on the ward PC it is from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ui.boxes.ask_box import AskBox
from ui.boxes.running import run_box, words_field
from ui.jobs import Jobs
from ui.team.facts import SpaceFacts
from ui.team.others import ApartFacts
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme
from ui.widgets.field import Field
from ui.widgets.label import Label
from ui.widgets.spoken import announce

_LET_IN = "Ring {name} first. Only if they sent it themselves should it count."
_LET_GO = "It is not kept anywhere else in Yarrow. Whoever sent it can send it again."
_GO_WARD = (
    "It is not kept anywhere else in Yarrow, and the ward PC does not send it again. Ring the ward "
    "before, if you have not."
)
_LOOK = (
    "This is what the page says. It may be made up: ring the ward on a number you know, and ask "
    "whether they recorded it. Only then let it count; it becomes a record in a new file. That you "
    "looked is in the access log."
)
_NOBODY = (
    "No PC is proven to have sealed this, so it may be anybody’s. Ring the ward on a number you "
    "know, and ask whether they recorded it. If so, you may take it in and say why: the file then "
    "shows your reason, and that the PC is not known. That you looked is in the access log."
)
_REFUSE = (
    "Nothing that comes of this ward PC counts from then on, here and for every lead, until one of "
    "you hears it again. Nothing is deleted. What counts already stays: put away what is wrong."
)
_HEAR = "What came of it is offered to you again, one by one, and so is what still comes."
_WHY = "Why"
_SHOWN_TO_LEADS = "Every lead of the team sees it"
_SHOWN_IN_FILE = "Such as whom you rang, and what they said. It stands in the file"
_NEEDED = "A reason is needed."
_MOST_LINES, _LONGEST = 100, 2_000


@dataclass(frozen=True, slots=True)
class ApartCalls:
    """What the boxes ask for; each takes the space's id and what is kept apart, and gives a Future.

    `look` gives the lines of a page with their labels. `let` takes whether it shall count, and a
    reason where nobody vouches for it; `refuse` and `hear` a reason.
    """

    look: Callable[[bytes, ApartFacts], Future[Sequence[tuple[str, str]]]]
    let: Callable[[bytes, ApartFacts, bool, str], Future[Any]]
    refuse: Callable[[bytes, ApartFacts, str], Future[Any]]
    hear: Callable[[bytes, ApartFacts, str], Future[Any]]


class ApartBoxes(QObject):
    """Opens the boxes over a page; `done` is told in words once something came of it."""

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        jobs: Jobs,
        *,
        calls: ApartCalls,
        done: Callable[[str], object],
    ) -> None:
        super().__init__(host)
        self._host, self._theme, self._jobs = host, theme, jobs
        self._calls, self._done = calls, done

    def let(self, space: SpaceFacts, apart: ApartFacts, *, counts: bool) -> AskBox:
        """Let something count that is kept apart, or let it go."""
        name = apart.name or "who sent it"
        go = _GO_WARD if apart.may_look else _LET_GO
        box = AskBox(
            self._host,
            self._theme,
            title="Let it count" if counts else "Let it go",
            text=_LET_IN.format(name=name) if counts else go,
            verb="Let it count" if counts else "Let it go",
            is_final=not counts,
        )
        told = "It is taken in now." if counts else "It is gone."
        run_box(
            box,
            self._jobs,
            lambda: self._calls.let(space.id, apart, counts, ""),
            lambda _none: self._done(told),
        )
        return box

    def look(self, space: SpaceFacts, apart: ApartFacts) -> LookBox:
        """Show what a page says, and let it count if the ward says that it is theirs."""
        box = LookBox(self._host, self._theme, apart)
        read = self._calls.look(space.id, apart)
        self._jobs.when_done(read, box, done=box.show_lines, failed=box.refuse)

        def start() -> Future[Any] | None:
            if not box.is_read:
                return None
            if apart.wants_reason and not box.reason:
                box.point_out("reason", _NEEDED)
                return None
            return self._calls.let(space.id, apart, True, box.reason)

        run_box(box, self._jobs, start, lambda _none: self._done("It is taken in now."))
        return box

    def refuse(self, space: SpaceFacts, apart: ApartFacts) -> AskBox:
        """Let nothing count of the ward PC that something came of."""
        title, verb = f"Refuse {apart.name or 'this ward PC'}", "Refuse it"
        told = "Nothing of that ward PC counts now."
        return self._with_reason(space, apart, self._calls.refuse, (title, _REFUSE, verb, told))

    def hear(self, space: SpaceFacts, apart: ApartFacts) -> AskBox:
        """Take that back."""
        title, verb = f"Hear {apart.name or 'this ward PC'} again", "Hear it again"
        told = "You decide again on what came of it."
        return self._with_reason(space, apart, self._calls.hear, (title, _HEAR, verb, told))

    def _with_reason(
        self,
        space: SpaceFacts,
        apart: ApartFacts,
        call: Callable[[bytes, ApartFacts, str], Future[Any]],
        words: tuple[str, str, str, str],
    ) -> AskBox:
        title, text, verb, told = words
        field, reason = words_field(_WHY, self._theme, help_text=_SHOWN_TO_LEADS)
        box = AskBox(
            self._host, self._theme, title=title, text=text, verb=verb, fields={"why": field}
        )

        def start() -> Future[Any] | None:
            if not _said(reason):
                box.point_out("why", _NEEDED)
                return None
            return call(space.id, apart, _said(reason))

        run_box(box, self._jobs, start, lambda _none: self._done(told))
        return box


class LookBox(AskBox):
    """The lines of a page, and the lead's word; a reason where nobody vouches for it."""

    def __init__(self, host: QWidget, theme: Theme, apart: ApartFacts) -> None:
        self.is_read = False
        self._look, self._lines = theme, QWidget()
        self._column = QVBoxLayout(self._lines)
        Spacing(self._column, theme, gap=6)
        self._reason: QPlainTextEdit | None = None
        fields: dict[str, Field] = {}
        if apart.wants_reason:
            fields["reason"], self._reason = words_field(_WHY, theme, help_text=_SHOWN_IN_FILE)
        super().__init__(
            host,
            theme,
            title="What was recorded",
            text=_NOBODY if apart.wants_reason else _LOOK,
            verb="Take it in" if apart.wants_reason else "Let it count",
            first=(self._lines,),
            fields=fields,
        )
        self.verb.setEnabled(False)

    @property
    def reason(self) -> str:
        """Why it is taken in, as it was typed."""
        return "" if self._reason is None else _said(self._reason)

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show them once they are there."""
        self.is_read = True
        self.verb.setEnabled(True)
        shown = [_shortened(text) for _, text in lines[:_MOST_LINES]]
        if len(lines) > _MOST_LINES:
            shown.append(f"{len(lines) - _MOST_LINES} more lines, there once it counts.")
        for text in shown:
            self._column.addWidget(Label(text, "body", wraps=True))
        announce(self, ". ".join(shown))
        self.place()
        QTimer.singleShot(0, self, self.place)  # once the lines have their height


def _shortened(text: str) -> str:
    """Who made it up may have made it long; all of it is there once it counts."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _said(reason: QPlainTextEdit) -> str:
    return " ".join(reason.toPlainText().split())
