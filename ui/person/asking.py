"""The boxes of a file: entered in error, change the person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.encoding import Value
from app.domain.records import Record
from ui.boxes.ask_box import AskBox
from ui.boxes.running import run_box, words_field
from ui.forms.moments import kept_day, shown_day
from ui.jobs import Jobs
from ui.theme.theme import Theme
from ui.widgets.field import Field

_REASON, _BORN = "reason", "date_of_birth"
_WHY = "Needed if something that stood here is changed; it stays in the history"
_LABELS = {
    "name": ("Name", "Blank if it is not known"),
    "nhs_number": ("NHS number", "Ten digits; spaces between them do no harm"),
    _BORN: ("Date of birth", "Like 04/03/1992"),
    "pronouns": ("Pronouns", "Until known, “they” is used"),
}


class PersonAsking(QObject):
    """Opens the boxes over a page and calls `done` once what they asked was stored."""

    def __init__(
        self, host: QWidget, theme: Theme, jobs: Jobs, *, done: Callable[[str], object]
    ) -> None:
        super().__init__(host)
        self._host, self._theme, self._jobs, self._done = host, theme, jobs, done

    def in_error(self, title: str, mark: Callable[[str], Future[None]]) -> AskBox:
        """Ask why an item was entered in error."""
        field, reason = words_field(
            "Why", self._theme, help_text="It stays readable, struck through"
        )
        box = AskBox(
            self._host,
            self._theme,
            title=f"{title}: entered in error",
            text="The item counts no more. Everyone who could read it still can, with your reason.",
            verb="Mark as entered in error",
            fields={"entered_in_error": field},
        )

        def start() -> Future[None]:
            return mark(reason.toPlainText().strip())

        self._run(box, start, told="Marked as entered in error")
        return box

    def person(
        self, record: Record, edit: Callable[[Mapping[str, Value], str], Future[None]]
    ) -> AskBox:
        """Ask for name, number, day of birth and pronouns anew, and why what stood is changed.

        To fill in what was blank needs no reason.
        """
        lines = {name: QLineEdit(_shown(name, record.fields.get(name))) for name in _LABELS}
        fields = {
            name: Field(label, lines[name], self._theme, help_text=hint)
            for name, (label, hint) in _LABELS.items()
        }
        why = QLineEdit()
        fields[_REASON] = Field("Why", why, self._theme, help_text=_WHY)
        box = AskBox(
            self._host, self._theme, title="Whom this file is about", verb="Save", fields=fields
        )

        def start() -> Future[None] | None:
            answers = changed_answers(record, {n: line.text() for n, line in lines.items()})
            reason = why.text().strip()
            if not reason and replaces(record, answers):
                box.point_out(_REASON, "Say why it is changed. What stood stays readable.")
                return None
            return edit(answers, reason)

        self._run(box, start, told="Saved")
        return box

    def _run(self, box: AskBox, start: Callable[[], Future[None] | None], *, told: str) -> None:
        run_box(box, self._jobs, start, lambda _nothing: self._done(told))


def changed_answers(record: Record, typed: Mapping[str, str]) -> dict[str, Value]:
    """What was typed and is another thing than what stands; None for what was emptied."""
    answers: dict[str, Value] = {}
    for name, text in typed.items():
        value = (kept_day(text) if name == _BORN else text.strip()) or None
        if value != record.fields.get(name):
            answers[name] = value
    return answers


def replaces(record: Record, answers: Mapping[str, Value]) -> bool:
    """Whether these answers change something that stood there; to fill a blank does not."""
    return any(record.fields.get(name) is not None for name in answers)


def _shown(name: str, value: Value) -> str:
    words = value if isinstance(value, str) else ""
    return shown_day(words) if name == _BORN else words
