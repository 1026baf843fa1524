"""The box for one contact point: its number or address, its rules, and why they are widened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.contact import FIELD, SECRET, as_point
from app.domain.encoding import Value
from app.errors import FormRefused, YarrowError
from app.forms import library
from app.forms.definition import Field, Kind
from resources.words import sentence
from ui.boxes.ask_box import AskBox
from ui.boxes.editor_field import EditorField
from ui.boxes.running import run_box
from ui.contact.facts import ContactFacts
from ui.forms.by_kind import editor_for
from ui.forms.text import TextBox
from ui.jobs import Jobs
from ui.theme.theme import Theme

WHY = "reason"
_KEEPS = "On file. Leave it blank to keep it; type - to take it away."
_LEFT_OUT = ("contact_allowed",)


@dataclass(frozen=True, slots=True)
class PointAnswers:
    """What was answered, by part; those in `kept` stay as they are on file. `reason` says why."""

    point: Mapping[str, Value]
    kept: frozenset[str]
    reason: str


Save = Callable[[PointAnswers], Future[None]]


class _Box(AskBox):
    """Tells beside the reason that it is needed."""

    def refuse(self, error: YarrowError) -> None:
        """Say what stands in the way, beside the field that it is about."""
        super().refuse(error)
        if error.code == "contact.reason_needed" and WHY in self.fields:
            self.tell("")
            self.point_out(WHY, sentence(error))


class PointBox(QObject):
    """Lives with its box. `record` is the point to change, None for one more.

    `fields` are those of `point_fields`, made before; without `opens` it waits for `open_now`.
    """

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        jobs: Jobs,
        facts: ContactFacts,
        record: bytes | None,
        save: Save,
        fields: Mapping[str, EditorField] | None = None,
        *,
        done: Callable[[], object],
        opens: bool = True,
    ) -> None:
        self._facts, self._save = facts, save
        self._shown = _on_file(facts, record)
        self.fields = dict(fields or point_fields(facts, record, theme))
        why = Field(
            WHY, Kind.LONG_TEXT, "Why", hint="Needed if more contact is allowed than before"
        )
        asks = {} if record is None else {WHY: EditorField(TextBox(why, theme), theme)}
        self._why = asks.get(WHY)
        self.box = _Box(
            host,
            theme,
            title="A way to reach them" if record is None else "Change how to reach them",
            text=f"{facts.about}. Only what they said is safe: a blank is not a yes.",
            verb="Save",
            fields={**{f"{FIELD}.{name}": each for name, each in self.fields.items()}, **asks},
            opens=False,
        )
        super().__init__(self.box)
        run_box(self.box, jobs, self._start, lambda _none: done())
        if opens:
            self.open_now()

    def open_now(self) -> None:
        """Show the box."""
        self.box.open_now()

    def _start(self) -> Future[None] | None:
        answers = {name: field.input.answer() for name, field in self.fields.items()}
        kept = frozenset(
            name
            for name in SECRET
            if answers.get(name) is None and self._shown.get(name) is not None
        )
        point = {name: value for name, value in answers.items() if value not in (None, "-")}
        is_placed = [name for name in ("number", "address") if name in point or name in kept]
        if len(is_placed) != 1:
            self.box.refuse(FormRefused({f"{FIELD}.number": "one_place"}))
            return None
        why = str(self._why.input.answer() or "").strip() if self._why is not None else ""
        return self._save(PointAnswers(point, kept, why))


def point_fields(
    facts: ContactFacts, record: bytes | None, theme: Theme
) -> Iterator[tuple[str, EditorField]]:
    """What the box asks, each made when it is asked for."""
    group, on_file = library.latest("contact_point").field(FIELD), _on_file(facts, record)
    for part in group.parts if group is not None else ():
        if part.name in _LEFT_OUT:
            continue
        editor = editor_for(part, theme, now=lambda: facts.now)
        shown = on_file.get(part.name)
        is_kept = part.name in SECRET and shown is not None
        if part.name == "last_confirmed" and not on_file:
            editor.show_answer(facts.now.date().isoformat())
        elif not is_kept:
            editor.show_answer(shown)
        yield part.name, EditorField(editor, theme, help_text=_KEEPS if is_kept else part.hint)


def _on_file(facts: ContactFacts, record: bytes | None) -> Mapping[str, Value]:
    return as_point(facts.points[record]) if record is not None else {}
