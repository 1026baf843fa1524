"""The boxes of a sensitive file: mark it, open it with a reason, look at who did."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from app.domain.moments import moment_of
from app.domain.sensitive import GLASS_HOURS, LEAST_REASON
from app.domain.worklist import Opened
from app.forms.lists import load_list
from ui.boxes.ask_box import AskBox
from ui.boxes.running import run_box, words_field
from ui.formats import moment_within
from ui.jobs import Jobs
from ui.theme.theme import Theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.field import Field
from ui.widgets.label import Label


class GuardAsking:
    """Opens the boxes over a page; each calls what it is handed and, once stored, `done`."""

    def __init__(
        self, host: QWidget, theme: Theme, jobs: Jobs, *, done: Callable[[str], object]
    ) -> None:
        self._host, self._theme, self._jobs, self._done = host, theme, jobs, done

    def open_file(
        self, reference: str, leads: int, break_glass: Callable[[str], Future[int]]
    ) -> AskBox:
        """Ask why a sensitive file has to be opened now; `leads` is how many others are shown."""
        field, words = words_field(
            "Why you need it now", self._theme, help_text=f"At least {LEAST_REASON} characters"
        )
        box = AskBox(
            self._host,
            self._theme,
            title=f"Sensitive file {reference}",
            text=f"It opens for {GLASS_HOURS} hours and then closes by itself. "
            f"Your reason is written into its history. {shown_to(leads)}",
            verb="Open with this reason",
            fields={"reason": field},
        )

        def start() -> Future[int] | None:
            reason = words.toPlainText().strip()
            if len(reason) < LEAST_REASON:
                box.point_out("reason", f"Write at least {LEAST_REASON} characters.")
                return None
            return break_glass(reason)

        told = f"Open for {GLASS_HOURS} hours"
        run_box(box, self._jobs, start, lambda _until: self._done(told))
        return box

    def mark(self, mark: Callable[[str, str], Future[None]]) -> AskBox:
        """Ask why a file is sensitive."""
        because = ChoiceBox(self._theme, spoken="Because")
        for code in load_list("sensitive_reasons").entries:
            because.addItem(code.label, code.code)
        because.setCurrentIndex(-1)
        because.setPlaceholderText("Choose")
        field, words = words_field(
            "In your words", self._theme, help_text="Whoever opens the file later can read this"
        )
        fields = {"because": Field("Why it is sensitive", because, self._theme), "why": field}
        box = AskBox(
            self._host,
            self._theme,
            title="Mark this file sensitive",
            text="Colleagues then see a sensitive file without a name. To open it they write a "
            "reason, which a lead is shown. You and whoever worked in it before go on as now.",
            verb="Mark sensitive",
            fields=fields,
        )

        def start() -> Future[None] | None:
            if because.currentIndex() < 0:
                box.point_out("because", "Choose one first.")
                return None
            return mark(str(because.currentData()), words.toPlainText().strip())

        run_box(box, self._jobs, start, lambda _nothing: self._done("Marked sensitive"))
        return box

    def unmark(self, unmark: Callable[[str], Future[None]]) -> AskBox:
        """Ask why a file is sensitive no longer."""
        field, words = words_field("Why", self._theme, help_text="It stays in the history")
        box = AskBox(
            self._host,
            self._theme,
            title="Take the sensitive mark off",
            text="Everyone in the team can then see and find this file again.",
            verb="Take the mark off",
            fields={"why": field},
        )
        run_box(
            box,
            self._jobs,
            lambda: unmark(words.toPlainText().strip()),
            lambda _nothing: self._done("No longer marked sensitive"),
        )
        return box

    def look(
        self,
        reference: str,
        opened: Opened,
        now: datetime,
        say: Callable[[str], Future[None]],
    ) -> AskBox:
        """Ask a lead what she makes of a file that someone opened with a reason."""
        until = moment_within(moment_of(opened.until_ms).astimezone(now.tzinfo), now=now)
        group, parts = QButtonGroup(), list[QWidget]()
        codes = load_list("glass_findings").entries
        parts.append(Label(f"Why: {opened.reason}", "body", wraps=True))
        for number, code in enumerate(codes):
            choice = QRadioButton(code.label)
            group.addButton(choice, number)
            parts.append(choice)
        box = AskBox(
            self._host,
            self._theme,
            title="Opened with a reason",
            text=f"File {reference}, by {opened.who}, until {until}. "
            "“To be asked about” keeps it on Today until you have.",
            verb="Write it down",
            parts=parts,
        )
        group.setParent(box)

        def start() -> Future[None] | None:
            if group.checkedId() < 0:
                box.tell("Choose one of the three first.")
                return None
            return say(codes[group.checkedId()].code)

        run_box(box, self._jobs, start, lambda _nothing: self._done("Written down"))
        return box


def shown_to(leads: int) -> str:
    """Who is told that a sensitive file was opened."""
    if not leads:
        return "No lead is known on this PC yet; it is shown to one as soon as there is."
    return "This is shown to your lead." if leads == 1 else "This is shown to your leads."
