"""The boxes in which a lead sets something for the team, or takes it back."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from app.domain.encoding import Value
from app.domain.team_settings import AREA, CLOCK, CODE, NUMBER, PLACE, RECORD_CODE, STEP
from app.forms import library
from app.forms.definition import Kind
from app.forms.lists import load_list
from ui.boxes.ask_box import AskBox
from ui.boxes.form_box import FormBox, MakeEditor, answer_fields
from ui.boxes.running import words_field
from ui.forms.text import TextLine
from ui.theme.theme import Theme

_TITLES = {
    PLACE: "A hospital or practice",
    AREA: "A MARAC area",
    CODE: "A choice in a list",
    NUMBER: "A number to ring",
    CLOCK: "How time is counted",
    STEP: "A step beside New",
    RECORD_CODE: "A code to enter elsewhere",
}
_TOOLS = "risk_tools"
_TEXT = "It holds for the whole team. What stood before stays in the history."


class WholeNumberLine(TextLine):
    """A whole number, or the words themselves where they are none."""

    def answer(self) -> Value:
        """The number."""
        typed = self.typed().strip()
        if typed.isascii() and typed.isdigit() and len(typed) < 10:
            return int(typed)
        return typed or None


class RiskToolLine(TextLine):
    """A risk tool by its words; what is none that is known stays as it is typed."""

    def answer(self) -> Value:
        """The tool's code, or the words."""
        typed = " ".join(self.typed().split())
        tools = load_list(_TOOLS).entries
        known = (each.code for each in tools if each.label.casefold() == typed.casefold())
        return next(known, typed) or None

    def words_for(self, value: Value) -> str:
        """Its words."""
        return load_list(_TOOLS).label(super().words_for(value))


class TeamBox(FormBox):
    """Asks what is to hold; `answers` are what holds now."""

    def __init__(
        self, host: QWidget, theme: Theme, kind: str, answers: Mapping[str, Value] | None = None
    ) -> None:
        form = library.latest(kind)
        names = [each.name for each in form.fields]
        inputs: dict[str, MakeEditor] = {
            each.name: WholeNumberLine for each in form.fields if each.kind is Kind.WHOLE_NUMBER
        }
        inputs["instrument"] = RiskToolLine
        super().__init__(
            host,
            theme,
            fields=dict(answer_fields(form, names, theme, answers=answers, inputs=inputs)),
            title=_TITLES[kind],
            verb="Save for the team",
            text=_TEXT,
        )


class TakeBackBox(AskBox):
    """Asks why a setting is taken back."""

    def __init__(self, host: QWidget, theme: Theme, *, title: str) -> None:
        field, self._words = words_field("Why", theme, help_text="It stays in the history")
        super().__init__(
            host,
            theme,
            title=f"Take back: {title}",
            text="What Yarrow brings along holds again, for the whole team. Records stay as they "
            "are.",
            verb="Take it back",
            fields={"reason": field},
        )

    @property
    def reason(self) -> str:
        """Why."""
        return self._words.toPlainText().strip()
