"""A box that asks a form field by field: a new record, or changes of one that is there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.contact import as_point
from app.domain.encoding import Value
from app.domain.masking import is_sign
from app.forms.definition import Field, Form, Kind
from ui.boxes.ask_box import AskBox
from ui.boxes.editor_field import EditorField
from ui.boxes.running import run_box
from ui.forms.by_kind import editor_for
from ui.forms.text import TextBox
from ui.jobs import Jobs
from ui.theme.theme import Theme

WHY = "reason"
_KEEPS = "On file. Leave it blank to keep it; type - to take it away."


@dataclass(frozen=True, slots=True)
class RecordWish:
    """What a box asks: a form, what stands there already, and what is said above it.

    `answers` may tell of words as on file: those stay unless others are typed. `unasked` are fields
    that the box leaves alone, `kept` those
    that are asked in words of another kind than they are stored in. `needs_why` asks for a reason
    where something that stood there is changed.
    """

    title: str
    text: str
    form: Form
    now: datetime
    answers: Mapping[str, Value]
    kept: Collection[str] = ()
    needs_why: bool = False
    unasked: Collection[str] = ()


Save = Callable[[Mapping[str, Value], str], Future[None]]


class RecordBox(QObject):
    """Lives with its box. `save` is handed what changed, None for what was taken away, and why."""

    def __init__(
        self,
        host: QWidget,
        theme: Theme,
        jobs: Jobs,
        wish: RecordWish,
        save: Save,
        *,
        done: Callable[[], object],
        parts: Sequence[QWidget] = (),
    ) -> None:
        self._wish, self._save = wish, save
        self.fields = {name: self._field(name, each, theme) for name, each in _asked(wish)}
        self._begun = {name: each.input.answer() for name, each in self.fields.items()}
        why = Field(WHY, Kind.LONG_TEXT, "Why", hint="Needed if something that stood here changes")
        asked = {WHY: EditorField(TextBox(why, theme), theme)} if wish.needs_why else {}
        self._why = asked.get(WHY)
        self.box = AskBox(
            host,
            theme,
            title=wish.title,
            text=wish.text,
            verb="Save",
            first=parts,
            fields={**self.fields, **asked},
        )
        super().__init__(self.box)
        run_box(self.box, jobs, self._start, lambda _none: done())

    def _field(self, name: str, asked: Field, theme: Theme) -> EditorField:
        editor = editor_for(asked, theme, now=lambda: self._wish.now)
        if not self._is_on_file(name):
            editor.show_answer(self._stands(name))
        help_text = _KEEPS if self._is_on_file(name) else asked.hint
        return EditorField(editor, theme, label=asked.exact, help_text=help_text)

    def _stands(self, name: str) -> Value:
        """What is there already, of a field or of one part of a group."""
        group, _, part = name.partition(".")
        stands = self._wish.answers.get(group)
        if not part:
            return stands
        return as_point(stands).get(part)

    def _is_on_file(self, name: str) -> bool:
        stands = self._wish.answers.get(name)
        return stands is not None and (
            name in self._wish.kept or (isinstance(stands, str) and is_sign(stands))
        )

    def _changed(self) -> dict[str, Value]:
        found: dict[str, Value] = {}
        groups: dict[str, dict[str, Value]] = {}
        for name, field in self.fields.items():
            value = field.input.answer()
            group, _, part = name.partition(".")
            if part:
                groups.setdefault(group, {}).update({part: value} if value is not None else {})
            elif self._is_on_file(name):
                if value is not None:
                    found[name] = None if value == "-" else value
            elif value != self._begun[name]:
                found[name] = value
        changed = {name: each for name, each in groups.items() if each != self._stands(name)}
        return {**found, **changed}

    def _start(self) -> Future[None] | None:
        changed = self._changed()
        why = str(self._why.input.answer() or "").strip() if self._why is not None else ""
        replaces = any(self._wish.answers.get(name) is not None for name in changed)
        if self._why is not None and replaces and not why:
            self.box.point_out(WHY, "Say why it is changed. What stood stays in the history.")
            return None
        return self._save(changed, why)


def _asked(wish: RecordWish) -> Iterator[tuple[str, Field]]:
    """The questions by name; those of a group one by one, as `group.part`."""
    for field in wish.form.fields:
        if field.name in wish.unasked:
            continue
        if field.kind is not Kind.GROUP:
            yield field.name, field
        for part in field.parts:
            yield f"{field.name}.{part.name}", part
