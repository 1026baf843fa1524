"""One version of a contact point put together from several: its place by number, its rules anew."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.contact import CODE_WORDS, as_point
from app.domain.encoding import Value
from app.forms.definition import Field, Kind
from app.forms.lists import Code
from ui.forms.by_kind import editor_for
from ui.forms.choice import Choice
from ui.forms.editor import Editor
from ui.forms.labelled import Labelled
from ui.theme.spacing import Spacing
from ui.theme.theme import Theme

_PLACES = ("number", "address")
_PLACE = "place"
_LEFT_AS_THEY_ARE = (*_PLACES, *CODE_WORDS, "contact_allowed", "last_confirmed")


class PointEditor(Editor):
    """The place is one of those that the versions name, told by its number; the rest is answered.

    Code words, and the day of the last check, stay with the version that the place is from.
    """

    def __init__(
        self,
        field: Field,
        theme: Theme,
        *,
        versions: Sequence[Value],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(field, theme, parent=parent)
        self._kept: dict[str, Value] = {}
        self.place = Choice(
            Field(_PLACE, Kind.CHOICE, "Number or address"), theme, entries=_places(versions)
        )
        asked = [part for part in field.parts if part.name not in _LEFT_AS_THEY_ARE]
        self.parts = {part.name: editor_for(part, theme, now=_now) for part in asked}
        column = QVBoxLayout(self)
        Spacing(column, theme, gap=10)
        for editor in (self.place, *self.parts.values()):
            column.addWidget(Labelled(editor, theme))
            editor.answered.connect(self.tell)

    def tell(self, *_of_part: object) -> None:
        """Tell of the whole version."""
        super().tell()

    def answer(self) -> Value:
        """The version, its place and code words still told as on file."""
        name, _, sign = str(self.place.answer() or "").partition(":")
        place: dict[str, Value] = {name: sign} if sign else {}
        given = {part: editor.answer() for part, editor in self.parts.items()}
        point = {**self._kept, **place, **given}
        whole: dict[str, Value] = {part: each for part, each in point.items() if each is not None}
        return whole or None

    def show_answer(self, value: Value) -> None:
        """Show a version."""
        point = as_point(value)
        self._kept = {
            name: point[name]
            for name in _LEFT_AS_THEY_ARE
            if name not in _PLACES and point.get(name) is not None
        }
        shown = next((f"{name}:{point[name]!s}" for name in _PLACES if point.get(name)), None)
        self.place.show_answer(shown)
        for name, editor in self.parts.items():
            editor.show_answer(point.get(name))

    def entry(self) -> QWidget:
        """The choice of the place."""
        return self.place.entry()


def _places(versions: Sequence[Value]) -> list[Code]:
    """The numbers and addresses that the versions name, as they are told."""
    found: dict[str, Code] = {}
    for point in map(as_point, versions):
        for name in _PLACES:
            sign = point.get(name)
            if isinstance(sign, str):
                code = f"{name}:{sign}"
                found.setdefault(code, Code(code, f"{name.capitalize()} {sign}"))
    return list(found.values())


def _now() -> datetime:
    return datetime.now().astimezone()
